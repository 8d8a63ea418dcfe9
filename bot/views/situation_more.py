"""Everything there is to a situation, in a window of its own: it opens the same way from wherever the card stands."""

from collections.abc import Iterable
from typing import Any

from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, header, modal
from bot.views.facts import fact_blocks
from bot.views.human import human_button, human_line
from bot.views.limits import VIEW_BLOCKS, escape, sections
from bot.views.message import Block, Message
from bot.views.metrics import metric_lines
from bot.views.practices import credited
from bot.views.situation_card import (
    OnHand,
    as_asked,
    can_offer,
    closing_line,
    decide_line,
    may_decide,
    not_but,
    other_language,
    share_button,
    steps_of,
    to_say,
)
from bot.views.value_words import named
from bot.views.words import say, shown, text_of

MORE = "more"
"""What the window of everything carries, so that the other language draws it anew."""

_MOST = 20
"""Practices that one reads through; the library has them all."""


def more_window(card: OnHand, book: Handbook, reader: Reader) -> dict[str, Any]:
    """As a window."""
    reader = as_asked(card.about, reader)
    return window(Message(text="", blocks=tuple(more_blocks(card, book, reader))), reader, more=True)


def window(message: Message, reader: Reader, *, more: bool = False) -> dict[str, Any]:
    """An answer about values, as something to read in a window."""
    ko, en = ("자세히 보기", "All of it") if more else ("도움이 되는 가치", "What helps here")
    title = say(reader, ko=ko, en=en)
    close = say(reader, ko="닫기", en="Close")
    blocks = message.blocks[: VIEW_BLOCKS - 1]
    metadata = MORE if more else ""
    return modal(ids.READ_ONLY, title, blocks, close=close, metadata=metadata)


def more_blocks(card: OnHand, book: Handbook, reader: Reader) -> list[Block]:
    """What does not fit on the card, and what does, in full."""
    about = card.about.model_copy(update={"language": reader.language})
    blocks: list[Block] = [
        *fact_blocks(card.around.facts, reader),
        header(text_of(card.title, reader)),
        *_parts(_about_value(card, reader)),
        *_parts(f"{number}. {step}" for number, step in enumerate(steps_of(card.situation.steps, reader), 1)),
        *_parts(_words(card, reader)),
        *_parts(_yours(card, reader)),
        *_parts(credited(card.around.practices, reader, most=_MOST)),
        *_parts(_behind(card.value, reader)),
    ]
    buttons = [other_language(about, reader), share_button(about, reader), human_button(reader, about.text)]
    return [*blocks[: VIEW_BLOCKS - 3], actions(buttons), human_line(book, reader)]


def _parts(lines: Iterable[str]) -> tuple[Block, ...]:
    """One section, or as many as they need."""
    return sections("\n".join(lines))


def _about_value(card: OnHand, reader: Reader) -> list[str]:
    """The value, what I do, and why: here, and always."""
    value, why = card.value, card.situation.why
    lines = [f"{named(value, reader)}: {shown(value.action, reader)}"] if value else []
    if why:
        lines.append(shown(why, reader))
    if value is None:
        return lines
    if value.why:
        lines.append(say(reader, ko="이유", en="Why") + f": {shown(value.why, reader)}")
    if value.example:
        lines.append(say(reader, ko="예", en="For example") + f": {shown(value.example, reader)}")
    return lines


def _words(card: OnHand, reader: Reader) -> list[str]:
    situation = card.situation
    lines = [to_say(line) for line in situation.say.in_(reader.language)]
    lines += [not_but(pair.wrong, pair.better, reader) for pair in situation.avoid]
    closing = closing_line(situation, reader)
    return [*lines, closing] if closing else lines


def _yours(card: OnHand, reader: Reader) -> list[str]:
    """What the reader may decide, and what can be offered."""
    decide = decide_line(may_decide(card.topic, reader), reader)
    lines = [decide] if decide else []
    offers = can_offer(card.topic, reader)
    if offers:
        lines.append(f":gift: {say(reader, ko='제안할 수 있는 것', en='What we can offer')}")
        lines += [f"• {escape(offer)}" for offer in offers]
    return lines


def _behind(value: Value | None, reader: Reader) -> list[str]:
    """What the value means for roles, and the figure it moves."""
    if value is None:
        return []
    return [*role_lines(value, reader), *metric_lines(value, reader)]


_ROLES = {"lead": ("리드", "Leads"), "agent": ("상담사", "Agents")}


def role_lines(value: Value, reader: Reader) -> list[str]:
    """The value in the words of each role, the reader's own first."""
    roles = sorted(value.by_role, key=lambda role: role not in reader.roles)
    return [f"_{role_name(role, reader)}_: {shown(value.by_role[role], reader)}" for role in roles]


def role_name(role: str, reader: Reader) -> str:
    """What a role is called; its key where we know no word for it."""
    ko, en = _ROLES.get(role, (role, role))
    return escape(say(reader, ko=ko, en=en))
