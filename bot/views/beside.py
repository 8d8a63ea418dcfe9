"""What stands beside an escalation on its cards: open questions, the latest notes, where it came from."""

from datetime import datetime

from bot.domain.escalation import Escalation
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import actions, section
from bot.views.card_buttons import answer_button
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.words import lasting_moment, party, say, shown

_QUESTION, _NOTE = 400, 400
"""Characters of each that a card shows; the thread has all of them."""


def open_questions(e: Escalation, reader: Reader) -> list[Block]:
    """On the team's card: what is not answered yet."""
    if not e.questions or not e.is_open:
        return []
    lines = [say(reader, ko=":speech_balloon: 넘긴 분의 답을 기다리고 있습니다.",
                 en=":speech_balloon: Waiting for the requester's answer.")]  # fmt: skip
    lines += [f"{party(one.by, reader)}: {escape(cut(one.text, _QUESTION))}" for one in e.questions]
    return [section("\n".join(lines))]


def questions_for_you(e: Escalation, reader: Reader) -> list[Block]:
    """On the requester's card, above all else: what somebody needs to know from them."""
    if not e.is_open:
        return []
    blocks: list[Block] = []
    for number, one in enumerate(e.questions, start=1):
        by = party(one.by, reader)
        said = say(
            reader, ko=f":raised_hand: *{by}이 여쭤봅니다*", en=f":raised_hand: *{by} has a question for you*"
        )
        blocks += [
            section(f"{said}\n{escape(cut(one.text, 1000))}"),
            actions([answer_button(e, one.id, reader, number=number)]),
        ]
    return blocks


def latest_notes(e: Escalation, reader: Reader, now: datetime) -> list[Block]:
    """The last few notes, the newest at the end."""
    if not e.notes:
        return []
    lines = [
        f":memo: {party(one.by, reader)} ({lasting_moment(one.at, reader, now)}): {escape(cut(one.text, _NOTE))}"
        for one in e.notes
    ]
    return [section("\n".join(lines))]


def came_from(e: Escalation, reader: Reader) -> list[str]:
    """Small print: which topic it was before, and who handed it on."""
    if e.came is None:
        return []
    by, title = party(e.came.by, reader), shown(e.came.title, reader)
    return [
        say(
            reader,
            ko=f"이전 주제: {title} ({by}이 넘김)",
            en=f"Before: {title} (handed on by {by})",
        )
    ]


def moved_card(e: Escalation, book: Handbook, reader: Reader) -> Message:
    """What stays in a channel it has left."""
    team = book.file.teams.get(e.team)
    name = shown(team.name, reader) if team else escape(e.team)
    channel = "" if team is None else escape(team.channel)
    where = f" ({channel if channel.startswith('#') else f'<#{channel}>'})" if channel else ""
    by = party(e.came.by, reader) if e.came else ""
    said = say(
        reader,
        ko=f"{by}이 {name} 팀으로 넘겼습니다{where}. 이어지는 내용은 그곳에서 보실 수 있습니다.",
        en=f"{by} handed this on to the {name} team{where}; it goes on there.",
    )
    title = shown(e.came.title if e.came else e.title, reader)
    top = f":arrow_right: *{title}* · `{e.id}`"
    return Message(text=f"{title}: {said}", blocks=(section(f"{top}\n{said}"),))
