"""The form for a cover, and what it would mean before it is made."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.covering import Weighed
from bot.domain.reader import Reader
from bot.requests.cover import EVERYTHING, CoverTicket
from bot.services.handbook import Handbook
from bot.views import cover_ids as ids
from bot.views.blocks import View, field, modal, option, select
from bot.views.covers import considered
from bot.views.message import Block
from bot.views.words import say, text_of


def cover_form(
    book: Handbook,
    reader: Reader,
    *,
    absent: str | None,
    by: str | None = None,
    schedule: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    user_of: Mapping[str, str],
    metadata: str = "",
) -> View:
    """Who, by whom, from when to when, for what. Nobody chosen to cover: the team is asked."""
    blocks = [
        field(
            ids.COVER_ABSENT,
            say(reader, ko="누구를 대신하나요?", en="Whose part?"),
            _users(ids.COVER_ABSENT, user_of.get(absent or ""), reader),
        ),
        _who_covers(user_of.get(by or ""), reader),
        field(ids.COVER_FROM, say(reader, ko="언제부터", en="From"), _moment(ids.COVER_FROM, start)),
        field(ids.COVER_TO, say(reader, ko="언제까지", en="Until"), _moment(ids.COVER_TO, end)),
        _for_what(schedule, book, reader),
    ]
    return modal(
        ids.COVER_FORM,
        say(reader, ko="대신할 분 정하기", en="Arrange a cover"),
        blocks,
        submit=say(reader, ko="다음", en="Next"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=metadata,
    )


def confirm_form(
    weighed: Weighed, ticket: CoverTicket, book: Handbook, reader: Reader, now: datetime
) -> View:
    """What it would mean; it is made by sending this."""
    submit = (
        say(reader, ko="이렇게 하기", en="Arrange it")
        if ticket.by
        else say(reader, ko="팀에 물어보기", en="Ask the team")
    )
    return modal(
        ids.COVER_CONFIRM_FORM,
        say(reader, ko="확인해 주세요", en="Please check"),
        considered(weighed, book, reader, now),
        submit=submit,
        close=say(reader, ko="닫기", en="Close"),
        metadata=ticket.write(),
    )


def _who_covers(initial: str | None, reader: Reader) -> Block:
    return field(
        ids.COVER_BY,
        say(reader, ko="누가 대신하나요?", en="Who covers?"),
        _users(ids.COVER_BY, initial, reader),
        optional=True,
        hint=say(
            reader,
            ko="비워 두면 팀 채널에 글을 올려, 먼저 누르신 분이 맡습니다.",
            en="Left empty, the team is asked in its channel; whoever presses first has it.",
        ),
    )


def _for_what(schedule: str | None, book: Handbook, reader: Reader) -> Block:
    everything = option(say(reader, ko="모두", en="Everything"), EVERYTHING)
    known = list(book.file.schedules)[:99]
    listed = [option(text_of(book.file.schedule_title(key), reader), key) for key in known]
    return field(
        ids.COVER_SCHEDULE,
        say(reader, ko="무엇을", en="For what"),
        select(
            ids.COVER_SCHEDULE,
            [everything, *listed],
            placeholder=say(reader, ko="고르세요", en="Choose"),
            initial=schedule or EVERYTHING,
        ),
    )


def _users(action: str, initial: str | None, reader: Reader) -> Block:
    placeholder = {"type": "plain_text", "text": say(reader, ko="사람 고르기", en="Choose a person")}
    made: Block = {"type": "users_select", "action_id": action, "placeholder": placeholder}
    return made | ({"initial_user": initial} if initial else {})


def _moment(action: str, initial: datetime | None) -> Block:
    made: Block = {"type": "datetimepicker", "action_id": action}
    return made | ({"initial_date_time": int(initial.timestamp())} if initial else {})
