"""`/kudos mine`: thanks received and given, for one person's eyes; and the same as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.escalation import Party
from bot.domain.kudos import Kudos
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.my_thanks import Given, Received
from bot.views import mine_ids as ids
from bot.views.blocks import View, actions, button, confirm, context, divider, modal, section
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.limits import cut, escape, unescape
from bot.views.message import Block, Message
from bot.views.published_ids import PUBLISHED_WITHDRAW
from bot.views.thanks import NO_VALUE, names, quoted, value_line, value_menu, with_names
from bot.views.words import called, party, say

PAGE = 10
"""Thanks of a window at once."""
_EXCERPT = 500


@dataclass(frozen=True)
class Looked:
    """What somebody looks at: received or given, of one value or of all, and which page."""

    given: bool = False
    value: str | None = None
    page: int = 0

    def write(self) -> str:
        """For a button."""
        return f"{'given' if self.given else 'received'}|{self.value or NO_VALUE}|{self.page}"

    @classmethod
    def read(cls, text: str) -> "Looked":
        """From a button; what cannot be read is the first page of what was received."""
        which, _, rest = text.partition("|")
        value, _, page = rest.partition("|")
        return cls(
            given=which == "given",
            value=None if value in {"", NO_VALUE} else value,
            page=int(page) if page.isdecimal() and len(page) < 6 else 0,
        )


def window(
    looked: Looked,
    received: Sequence[Received],
    given: Sequence[Given],
    book: Handbook,
    reader: Reader,
    *,
    leads: bool = False,
) -> View:
    """Thanks of one person's own; `received` and `given` are all there are, `looked` what is shown of them."""
    entries = (
        _given(given, looked, book, reader) if looked.given else _received(received, looked, book, reader)
    )
    pages = max(1, -(-len(entries) // PAGE))
    page = min(looked.page, pages - 1)
    blocks: list[Block] = [_tabs(looked, len(received), len(given), reader), _values(looked, book, reader)]
    for entry in entries[page * PAGE : (page + 1) * PAGE]:
        blocks += entry
    if not entries:
        blocks.append(section(_nothing(looked, reader, others=bool(received if not looked.given else given))))
    blocks += [divider(), *_turning(looked, page, pages, reader)]
    if leads:
        blocks.append(_of_my_team(reader))
    only = say(reader, ko="나만 볼 수 있는 창입니다.", en="Only you see this window.")
    blocks += [context(only), human_line(book, reader)]
    return modal(
        READ_ONLY, _title(reader), blocks, close=say(reader, ko="닫기", en="Close"), metadata=looked.write()
    )


def _title(reader: Reader) -> str:
    return say(reader, ko="내 감사 인사", en="My thanks")


def _tabs(looked: Looked, received: int, given: int, reader: Reader) -> Block:
    got = say(reader, ko="받은 감사", en="Received")
    gave = say(reader, ko="전한 감사", en="Given")
    buttons = [
        button(got, f"{ids.MINE_SHOW}:received", Looked().write(), style=None if looked.given else "primary"),
        button(
            gave,
            f"{ids.MINE_SHOW}:given",
            Looked(given=True).write(),
            style="primary" if looked.given else None,
        ),
    ]
    if received and not looked.given:
        as_text = say(reader, ko="파일로 받기", en="As a file")
        buttons.append(button(as_text, ids.MINE_AS_TEXT, looked.value or NO_VALUE))
    return actions(buttons, block_id=f"mine|{received}|{given}|{looked.write()}")


def _values(looked: Looked, book: Handbook, reader: Reader) -> Block:
    carrying = f"{'given' if looked.given else 'received'}|"
    menu = value_menu(book, ids.MINE_VALUE, reader, initial=None, carrying=carrying)
    every = say(reader, ko="모든 가치", en="Every value")
    menu["options"][0]["text"]["text"] = every
    chosen = carrying + (looked.value or NO_VALUE)
    menu["initial_option"] = next(
        (one for one in menu["options"] if one["value"] == chosen), menu["options"][0]
    )
    return actions([menu], block_id=f"mine-value|{looked.write()}")


def _received(
    thanks: Sequence[Received], looked: Looked, book: Handbook, reader: Reader
) -> list[list[Block]]:
    found = [one for one in thanks if looked.value is None or one.kudos.value == looked.value]
    return [[_received_entry(one, book, reader)] for one in found]


def _received_entry(one: Received, book: Handbook, reader: Reader) -> Block:
    """A customer's words can be withdrawn by whoever agreed to them."""
    withdraw = _withdraw(one.kudos, reader) if one.kudos.source == "customer" else None
    return section(_entry(one, book, reader), accessory=withdraw)


def _entry(one: Received, book: Handbook, reader: Reader) -> str:
    kudos = one.kudos
    head = f"*{party(kudos.giver, reader)}* · {_day(kudos.day, reader)}"
    value = value_line(book, kudos.value, reader)
    words = with_names(kudos.text, kudos.mentioned, reader, hidden=one.hidden)
    link = (
        f"\n<{escape(kudos.link)}|{say(reader, ko='메시지 보기', en='See the message')}>"
        if kudos.link
        else ""
    )
    return f"{head}{f' · {value}' if value else ''}\n{quoted(cut(words, _EXCERPT))}{link}"


def _given(thanks: Sequence[Given], looked: Looked, book: Handbook, reader: Reader) -> list[list[Block]]:
    found = [one for one in thanks if looked.value is None or one.kudos.value == looked.value]
    return [_given_entry(one, book, reader) for one in found]


def _given_entry(one: Given, book: Handbook, reader: Reader) -> list[Block]:
    kudos = one.kudos
    value = value_line(book, kudos.value, reader)
    head = f"*{names(kudos.people, reader)}* · {_day(kudos.day, reader)}{f' · {value}' if value else ''}"
    words = quoted(cut(with_names(kudos.text, kudos.mentioned, reader), _EXCERPT))
    if not one.out:
        waits = say(
            reader, ko="아직 전하지 않았습니다: `/kudos tonight`", en="Not brought yet: `/kudos tonight`"
        )
        return [section(f"{head}\n{words}\n{waits}")]
    return [section(f"{head}\n{words}", accessory=_withdraw(kudos, reader))]


def _withdraw(kudos: Kudos, reader: Reader) -> Block:
    is_customers = kudos.source == "customer"
    seen_ko = "이미 읽은 분도 있을 수" if is_customers else "받은 분이 이미 읽으셨을 수"
    seen = "Somebody" if is_customers else "Whoever you thanked"
    return button(
        say(reader, ko="거두기", en="Withdraw"),
        PUBLISHED_WITHDRAW,
        kudos.id,
        confirm=confirm(
            say(reader, ko="이 감사 인사를 거둘까요?", en="Withdraw these thanks?"),
            say(
                reader,
                ko=f"올라간 글에서도 지워집니다. {seen_ko} 있습니다.",
                en=f"They go from the post, too. {seen} may have read them.",
            ),
            say(reader, ko="거두기", en="Withdraw"),
            say(reader, ko="그대로 두기", en="Keep"),
        ),
    )


def _nothing(looked: Looked, reader: Reader, *, others: bool) -> str:
    if others:
        return say(reader, ko="이 가치로는 아직 없습니다.", en="None of this value yet.")
    if looked.given:
        return say(
            reader,
            ko="아직 전한 감사가 없습니다. 오늘 고마웠던 한 분께 `/kudos @동료 고마웠던 일` 한 줄이면 됩니다.",
            en="You have not thanked anybody here yet. One line is enough: `/kudos @colleague what for`",
        )
    return say(
        reader,
        ko="아직 여기에 모인 감사가 없습니다. 눈에 띄지 않는 날에도 고객을 챙기고 계신다는 걸 압니다. "
        "하나씩 이곳에 모아 두겠습니다.",
        en="Nothing has gathered here yet. Much of what you do for customers shows only to them; "
        "what colleagues say will be kept here for you.",
    )


def _turning(looked: Looked, page: int, pages: int, reader: Reader) -> list[Block]:
    made = []
    if page > 0:
        to = Looked(looked.given, looked.value, page - 1)
        made.append(button(say(reader, ko="이전", en="Newer"), f"{ids.MINE_SHOW}:back", to.write()))
    if page + 1 < pages:
        to = Looked(looked.given, looked.value, page + 1)
        made.append(button(say(reader, ko="다음", en="Older"), f"{ids.MINE_SHOW}:on", to.write()))
    where = say(reader, ko=f"{pages}쪽 가운데 {page + 1}쪽", en=f"Page {page + 1} of {pages}")
    return [actions(made), context(where)] if made else []


def _of_my_team(reader: Reader) -> Block:
    """For leads: what was said in public to one of their people, for a review or a promotion."""
    chooser: Block = {
        "type": "users_select",
        "action_id": ids.MINE_PERSON,
        "placeholder": {
            "type": "plain_text",
            "text": say(reader, ko="팀원 고르기", en="Somebody of your team"),
        },
    }
    said = say(
        reader,
        ko="리드에게만 보입니다: 팀원이 *공개로* 받은 감사를 파일로 받기. 조용히 받은 감사는 들어 있지 않습니다.",
        en="As a lead: what somebody of your team was thanked for *in public*, as text. What came quietly is not in it.",
    )
    return section(said, accessory=chooser)


def as_text(thanks: Sequence[Received], whose: Party | None, book: Handbook, reader: Reader) -> str:
    """What somebody was thanked for, by value, in plain text: for a review of their own. No counts, no ranks."""
    who = unescape(called(whose.name, reader)) if whose else ""
    title = (
        say(reader, ko=f"{who}이 공개로 받은 감사", en=f"What {who} was thanked for in public")
        if whose
        else say(reader, ko="내가 받은 감사", en="What I was thanked for")
    )
    lines = [title, ""]
    groups: list[str | None] = [*(value.id for value in book.philosophy.values)]
    known = set(groups)
    for value in [*groups, None]:
        chosen = [k for k in thanks if (k.kudos.value if k.kudos.value in known else None) == value]
        if not chosen:
            continue
        name = value_line(book, value, reader) or say(reader, ko="그 밖에", en="Beside the values")
        lines += [f"## {unescape(name)}", ""]
        for one in chosen:
            words = with_names(one.kudos.text, one.kudos.mentioned, reader, hidden=one.hidden)
            giver = unescape(party(one.kudos.giver, reader))
            lines.append(f"- {one.kudos.day.isoformat()} · {giver}: {unescape(words)}")
            lines += [f"  {one.kudos.link}"] if one.kudos.link else []
        lines.append("")
    return "\n".join(lines)


def coming(book: Handbook, reader: Reader) -> View:
    """It is on its way as a file."""
    said = say(
        reader,
        ko="Baton과의 DM으로 파일을 보내 드립니다. 나에게만 갑니다.",
        en="It comes as a file to your messages with Baton, and to nobody else.",
    )
    blocks = [section(said), human_line(book, reader)]
    return modal(READ_ONLY, _title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def beside_the_file(reader: Reader) -> str:
    """The words beside it."""
    return say(
        reader,
        ko="요청하신 감사 모음입니다. 나만 볼 수 있습니다.",
        en="The thanks you asked for, for your eyes alone.",
    )


def not_your_people(book: Handbook, reader: Reader) -> Message:
    """Somebody who does not lead them asked."""
    said = say(
        reader,
        ko="내가 이끄는 팀의 동료만 볼 수 있고, 공개로 받은 감사만 나옵니다.",
        en="Only for people of a team you lead, and only what was said in public.",
    )
    return with_human(said, book, reader)


def _day(day: date, reader: Reader) -> str:
    return say(reader, ko=f"{day.year}년 {day.month}월 {day.day}일", en=f"{day.isoformat()}")


def no_file(looked: Looked, book: Handbook, reader: Reader) -> Message:
    """Slack took no file: the same in a window."""
    said = say(
        reader,
        ko="Slack이 파일을 받지 않았습니다. 아래 버튼으로 창에서 볼 수 있습니다.",
        en="Slack took no file. The button below shows it in a window.",
    )
    show = button(say(reader, ko="창에서 보기", en="Show it"), f"{ids.MINE_SHOW}:instead", looked.write())
    return Message(text=said, blocks=(section(said), actions([show]), human_line(book, reader)))
