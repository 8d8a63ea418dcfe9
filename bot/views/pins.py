"""Pinned facts beside the cards: what stands, that something was pinned, that its end is near, why it is not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.facts import Facts
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.pin import No
from bot.views import pin_ids as ids
from bot.views.blocks import actions, button, confirm, context, divider, header, section
from bot.views.facts import fact_lines, mark
from bot.views.human import human_line, with_human
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.words import moment, party, people, say, shown

_SHOWN = 10
_MORE = timedelta(hours=1)


def listed(found: Sequence[Facts], book: Handbook, reader: Reader, now: datetime, *, may: bool) -> Message:
    """What stands now; with the ways to change it for whoever may."""
    title = say(reader, ko="지금 고정된 안내", en="Pinned facts")
    blocks: list[Block] = [header(title)]
    for facts in found[:_SHOWN]:
        blocks.append(section("\n".join(fact_lines(facts, reader))))
        blocks.append(context(_where_and_until(facts, book, reader, now)))
        if may:
            blocks.append(actions(_buttons(facts, reader)))
    if not found:
        blocks.append(section(say(reader, ko="지금 고정된 안내가 없습니다.", en="Nothing is pinned now.")))
    if may:
        blocks.append(actions([button(say(reader, ko="새로 고정하기", en="Pin facts"), ids.PIN_NEW)]))
    elif not found:
        blocks.append(context(who_may(book, reader)))
    return Message(text=title, blocks=(*blocks, human_line(book, reader)))


def home_section(found: Sequence[Facts], book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """On App Home, for everybody; nothing where nothing stands."""
    if not found:
        return []
    blocks: list[Block] = [header(say(reader, ko="지금 알아 둘 사실", en="Good to know right now"))]
    for facts in found[:_SHOWN]:
        blocks.append(section("\n".join(fact_lines(facts, reader))))
        blocks.append(context(_where_and_until(facts, book, reader, now)))
    return [*blocks, divider()]


def pinned(facts: Facts, book: Handbook, reader: Reader, now: datetime) -> str:
    """It stands from now on."""
    until, where = moment(facts.ends, reader, now), _topics(facts, book, reader)
    said = say(
        reader,
        ko=f":pushpin: *{escape(facts.what)}* 고정했습니다. {until}까지 {where} 카드에 보이고, 그때 저절로 내려갑니다.",
        en=f":pushpin: *{escape(facts.what)}* is pinned. {where} cards show it until {until}; then it goes by itself.",
    )
    if facts.warning_due is None:
        return said
    if facts.pinned_by.user == reader.user:
        told = say(
            reader, ko="30분 전에 한 번 알려 드리겠습니다.", en="You hear from me once, 30 minutes before."
        )
    else:
        name = party(facts.pinned_by, reader)
        told = say(
            reader,
            ko=f"30분 전에 {name}께 한 번 알려 드립니다.",
            en=f"{name}, who pinned it, hears of it once, 30 minutes before.",
        )
    return f"{said} {told}"


def taken_down(facts: Facts, reader: Reader) -> str:
    """It is shown no more."""
    return say(
        reader,
        ko=f":white_check_mark: *{escape(facts.what)}* 내렸습니다. 이제 카드에 보이지 않습니다.",
        en=f":white_check_mark: *{escape(facts.what)}* is taken down. No card shows it any more.",
    )


def ends_soon(facts: Facts, book: Handbook, reader: Reader, now: datetime) -> Message:
    """To whoever pinned it, once, half an hour before."""
    until = moment(facts.ends, reader, now)
    said = say(
        reader,
        ko=f":hourglass_flowing_sand: 고정하신 *{escape(facts.what)}* 안내가 {until}에 내려갑니다. 더 필요하면 늘려 주세요.",
        en=f":hourglass_flowing_sand: *{escape(facts.what)}*, which you pinned, goes at {until}. If it is not over, keep it up.",
    )
    return Message(
        text=said, blocks=(section(said), actions(_buttons(facts, reader)), human_line(book, reader))
    )


def refused(why: No, book: Handbook, reader: Reader) -> Message:
    """Why nothing changed, and what to do instead."""
    return with_human(reason(why, book, reader), book, reader)


def reason(why: No, book: Handbook, reader: Reader) -> str:
    """The same as a sentence."""
    match why:
        case No.NOT_YOURS:
            return who_may(book, reader)
        case No.OVER:
            return say(
                reader,
                ko="이미 내려간 안내입니다. 필요하시면 `/values pin` 으로 새로 고정해 주세요.",
                en="That has ended already. `/values pin` pins it anew if it is needed.",
            )
        case No.TOO_FAR:
            return say(
                reader,
                ko="한 달 넘게 고정할 수는 없습니다. 늘 맞는 내용이라면 파일에 적어 주세요.",
                en="Nothing can be pinned for more than a month. What always holds belongs into the files.",
            )


def who_may(book: Handbook, reader: Reader) -> str:
    """Whom to ask: a few leads by name."""
    file = book.file
    leads = dict.fromkeys(team.lead for team in file.teams.values() if team.lead)
    names = people(file, tuple(leads)[:3] or file.workspace.keepers[:3], reader)
    return say(
        reader,
        ko=f"고정하는 것은 리드와 파일 관리자가 하십니다. 고객이 알아야 할 것이 있다면 말씀해 주세요: {names}",
        en=f"Pinning is for leads and keepers. If customers need to know something, tell one of them: {names}",
    )


def _where_and_until(facts: Facts, book: Handbook, reader: Reader, now: datetime) -> str:
    until, where, by = moment(facts.ends, reader, now), _topics(facts, book, reader), facts.pinned_by
    return say(
        reader,
        ko=f"{where} · {until}까지 · {party(by, reader)}",
        en=f"{where} · until {until} · {party(by, reader)}",
    )


def _topics(facts: Facts, book: Handbook, reader: Reader) -> str:
    known = [book.file.topics[key] for key in facts.topics if key in book.file.topics]
    if not facts.topics:
        return say(reader, ko="모든", en="All")
    return ", ".join(shown(topic.title, reader) for topic in known) or "–"


def _buttons(facts: Facts, reader: Reader) -> list[Block]:
    until = int((facts.ends + _MORE).timestamp())
    sure = confirm(
        say(reader, ko="지금 내릴까요?", en="Take it down now?"),
        say(reader, ko="이제 어떤 카드에도 보이지 않게 됩니다.", en="No card shows it from then on."),
        say(reader, ko="내리기", en="Take it down"),
        say(reader, ko="그대로 두기", en="Leave it"),
    )
    return [
        button(
            say(reader, ko="1시간 더", en="One hour more"),
            f"{ids.PIN_EXTEND}:{facts.id}",
            f"{facts.id} {until}",
        ),
        button(say(reader, ko="고치기", en="Change"), f"{ids.PIN_CHANGE}:{facts.id}", facts.id),
        button(
            say(reader, ko="지금 내리기", en="Unpin"), f"{ids.PIN_END}:{facts.id}", facts.id, confirm=sure
        ),
    ]


def named(facts: Facts, book: Handbook, reader: Reader, now: datetime) -> str:
    """One that stands, in a line."""
    return f"{mark(facts)} *{escape(facts.what)}* · {_where_and_until(facts, book, reader, now)}"
