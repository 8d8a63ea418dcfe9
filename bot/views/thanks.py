"""Small parts that thanks and notes share: their words with names in them, values, the time they arrive."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.escalation import Party
from bot.domain.kudos import Tag
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.services.arrivals import Arrival
from bot.services.handbook import Handbook
from bot.views.blocks import option, select
from bot.views.limits import escape
from bot.views.message import Block
from bot.views.words import moment, party, say, shown, text_of

NO_VALUE = "-"
"""The choice of a value menu that means none."""

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


def with_names(text: str, mentioned: Iterable[Party], reader: Reader, *, hidden: Iterable[Party] = ()) -> str:
    """A kudos' words for mrkdwn: escaped, people by name and without a ping, `hidden` ones not named.

    One without words, given by a reaction, thanks for the message it stands on.
    """
    if not text:
        return for_a_message(None, reader)
    someone = say(reader, ko="동료", en="a colleague")
    names = {who.user: party(who, reader) for who in mentioned}
    private = list(hidden)
    names |= {who.user: someone for who in private}
    pieces = _MENTION.split(text)
    made = [names.get(piece, someone) if place % 2 else piece for place, piece in enumerate(pieces)]
    for place in range(0, len(made), 2):
        for name in (name for who in private for name in who.name.both if len(name) > 1):
            made[place] = made[place].replace(name, someone)
        made[place] = escape(made[place])
    return "".join(made)


def for_a_message(link: str | None, reader: Reader) -> str:
    """What thanks without words read like, for mrkdwn: the message says what for; `link` is where it is."""
    ko, en = "이 메시지", "this message"
    if link:
        ko, en = f"<{escape(link)}|{ko}>", f"<{escape(link)}|{en}>"
    return say(reader, ko=f"{ko}에 고마움을 전했습니다.", en=f"For {en}.")


def plainly(text: str, mentioned: Iterable[Party], reader: Reader) -> str:
    """The same for a plain-text field in which it can be edited."""
    names = {who.user: text_of(who.name, reader) for who in mentioned}
    return _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", text)


def quoted(text: str) -> str:
    """Words of a person, already escaped, set apart."""
    return "\n".join(f">{line}" for line in text.splitlines())


def names(people: Iterable[Party], reader: Reader) -> str:
    """Several people, without pings."""
    return ", ".join(party(who, reader) for who in people)


def value_line(book: Handbook, value: str | None, reader: Reader) -> str | None:
    """A value's emoji and name; None for none, and for one the file lost since."""
    known = book.philosophy.value(value) if value else None
    return f"{known.emoji or ''} {shown(known.name, reader)}".strip() if known else None


def value_menu(
    book: Handbook,
    action: str,
    reader: Reader,
    *,
    initial: str | None,
    carrying: str = "",
    needed: bool = False,
) -> Block:
    """A menu of the values; each choice also carries `carrying`, which tells what it is chosen for.

    None of them can be chosen too, unless one is `needed`.
    """
    none = option(say(reader, ko="가치 없이", en="No value"), carrying + NO_VALUE)
    options = [_value_option(value, carrying, reader) for value in book.philosophy.values]
    options = options if needed else [none, *options]
    known = book.philosophy.value(initial) if initial else None
    return select(
        action,
        options[:100],
        placeholder=say(reader, ko="어떤 가치였나요?", en="Which value?"),
        initial=carrying + known.id if known else None,
    )


def tag_name(tag: Tag, reader: Reader) -> str:
    """What thanks tell beside their words."""
    match tag:
        case "turnaround":
            return say(reader, ko="위기를 기회로", en="Turned around")
        case "other_team":
            return say(reader, ko="다른 팀을 도운 일", en="Helped another team")
        case "small_surprise":
            return say(reader, ko="작은 놀라움", en="A small surprise")


def _value_option(value: Value, carrying: str, reader: Reader) -> Block:
    return option(f"{value.emoji or ''} {text_of(value.name, reader)}".strip(), carrying + value.id)


_EVENING = 17
"""The hour from which a reader calls it tonight; the same night is the middle of the day elsewhere."""


def when_and_where(arrivals: Sequence[Arrival], reader: Reader, now: datetime) -> str:
    """Where and when the recipients will read it, a line each."""
    lines = []
    for arrival in arrivals:
        at, channel = moment(arrival.at, reader, now), _channel(arrival.channel)
        local, here = arrival.at.astimezone(ZoneInfo(reader.zone)), now.astimezone(ZoneInfo(reader.zone))
        who = f"{names(arrival.people, reader)}: " if len(arrivals) > 1 else ""
        evening = local.hour >= _EVENING
        today = say(reader, ko="오늘 밤 ", en="tonight ") if evening else say(reader, ko="오늘 ", en="today ")
        tonight = today if arrival.tonight and local.date() == here.date() else ""
        if arrival.in_post:
            lines.append(
                say(
                    reader,
                    ko=f"{who}{tonight}{at}에 {channel}에 올라갑니다.",
                    en=f"{who}{'w' if who else 'W'}ill be posted {tonight}{at} in {channel}.",
                )
            )
        else:
            lines.append(
                say(
                    reader,
                    ko=f"{who}{tonight}{at}에 DM으로 전해집니다.",
                    en=f"{who}{'w' if who else 'W'}ill come by direct message {tonight}{at}.",
                )
            )
    return "\n".join(lines)


def _channel(name: str) -> str:
    return escape(name) if name.startswith("#") else f"<#{escape(name)}>"
