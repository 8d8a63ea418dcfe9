"""The live card of whoever waits with a customer: who has it, since when, and what happens next."""

from datetime import datetime

from bot.domain.escalation import Escalation, Joined, State
from bot.domain.forecast import silence_noticed, what_follows
from bot.domain.nudging import NoNudge, held_back
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.beside import latest_notes, questions_for_you
from bot.views.blocks import actions, button, confirm, context, section
from bot.views.card_buttons import cancel_button, reopen_button
from bot.views.cards import MARKS, asked_names, outcome, packet, standing
from bot.views.in_context import line_with_more
from bot.views.limits import cut, escape
from bot.views.links import card_link, linked
from bot.views.meanwhile import meanwhile
from bot.views.message import Block, Message
from bot.views.words import lasting_moment, party, say, severity, shown, to_whom

_NEVER = frozenset({NoNudge.CLOSED, NoNudge.NOT_FOLLOWING, NoNudge.QUEUED, NoNudge.YOURS})
"""Where no nudge makes sense as it stands, there is no button for it."""


def live_card(
    e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime, *, user: str
) -> Message:
    """One message in their DM, redrawn as things change; it never pings."""
    if user not in e.followers:
        return _let_go(e, reader)
    stands = standing(e, book, directory, reader, now, ping=False)
    top = f"{MARKS[e.state]} *{shown(e.title, reader)}* · {severity(e.severity, reader)} · `{e.id}`"
    lines = [top, stands, *_next(e, book, reader, now)]
    card = e.card
    if card and card.given_up:
        lines.append(
            say(
                reader,
                ko="팀 채널에 올리지 못해, 요청받은 분들께 DM으로 전했습니다.",
                en="I could not post in the team's channel, so those asked got it as a direct message.",
            )
        )
    asked = questions_for_you(e, reader) if user == e.requester.user else []
    blocks: list[Block] = [*asked, section("\n".join(lines)), *_customers(e, user, reader, now)]
    blocks += [*latest_notes(e, reader, now), *outcome(e, reader)]
    if e.is_open:
        blocks.append(section(meanwhile(e, reader, now, promised=user == e.requester.user)))
        if e.owner is None:  # the customer waits, and the requester is the one who speaks with them
            blocks += line_with_more(book, e.value, reader, text=e.packet.need)
    small = [text for text in (card_link(e, directory, reader), *_nudged(e, book, reader, now, user)) if text]
    if small:
        blocks.append(context(*small))
    if e.is_open:
        blocks.append(actions(_buttons(e, book, reader, now, user)))
    elif user == e.requester.user:
        blocks.append(actions([reopen_button(e, reader)]))
    return Message(text=f"{shown(e.title, reader)}: {stands}", blocks=tuple(blocks))


def _next(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[str]:
    """What happens if nobody does anything, as far as it can be known now."""
    if e.owner is not None and e.is_open:
        return _of_owner(e, reader, now)
    ahead = what_follows(e, book.roster)
    if ahead is None:
        return []
    who = ", ".join(asked_names(entry, book.file, reader) for entry in ahead.asked if entry.reaches)
    at = lasting_moment(ahead.at, reader, now)
    if not who:
        return []
    if e.state is State.QUEUED:
        return [say(reader, ko=f"그때 받는 사람: {who}", en=f"Asked first then: {who}.")]
    if ahead.in_vain:
        return [
            say(
                reader,
                ko=f"아무도 맡지 않으면 {at}에 {to_whom(who)} 도움을 청합니다.",
                en=f"If nobody takes it, {who} will be asked for help at {at}.",
            )
        ]
    return [
        say(
            reader,
            ko=f"아무도 맡지 않으면 {at}에 {to_whom(who)} 요청합니다.",
            en=f"If nobody takes it, {who} will be asked at {at}.",
        )
    ]


def _of_owner(e: Escalation, reader: Reader, now: datetime) -> list[str]:
    owner = party(e.owner, reader) if e.owner else ""
    lines = []
    sign = next((event for event in reversed(e.events) if event.what in {"still_on_it", "taken"}), None)
    if sign is not None and sign.what == "still_on_it":
        at = lasting_moment(sign.at, reader, now)
        lines.append(
            say(
                reader,
                ko=f":speech_balloon: {owner}이 {at}에 계속 진행 중이라고 알려 주셨습니다.",
                en=f":speech_balloon: {owner} said at {at} that they are on it.",
            )
        )
    silence = silence_noticed(e)
    if silence is not None and silence > now:
        at = lasting_moment(silence, reader, now)
        lines.append(
            say(
                reader,
                ko=f"{at}까지 소식이 없으면 제가 {to_whom(owner)} 여쭤봅니다.",
                en=f"Should it stay quiet until {at}, I will ask {owner} how it goes.",
            )
        )
    return lines


def _customers(e: Escalation, user: str, reader: Reader, now: datetime) -> list[Block]:
    """Of the requester the packet; of somebody who joined what they wrote."""
    blocks = packet(e, reader, now, brief=True) if user == e.requester.user else []
    mine = [entry for entry in e.joined if entry.party.user == user]
    if mine:
        blocks.append(section("\n".join(_joined_line(entry, reader) for entry in mine[:_OWN])))
    return blocks


_OWN = 5
"""Customers of one person shown on their card; a button each for those, so that the card stays readable."""


def _joined_line(entry: Joined, reader: Reader) -> str:
    rows = [
        (say(reader, ko="필요한 것", en="Needs"), cut(escape(entry.need), 300)),
        (say(reader, ko="고객에게 안내한 내용", en="Customer was told"), cut(escape(entry.told or ""), 300)),
        (say(reader, ko="링크", en="Link"), linked(entry.link, 300, reader) if entry.link else ""),
    ]
    return "\n".join(f"*{label}*: {text}" for label, text in rows if text)


def _nudged(e: Escalation, book: Handbook, reader: Reader, now: datetime, user: str) -> list[str]:
    """Who nudged last, and from when one can again."""
    if not e.is_open:
        return []
    lines = []
    if e.nudges:
        last = e.nudges[-1]
        by, at = party(last.by, reader), lasting_moment(last.at, reader, now)
        lines.append(
            say(reader, ko=f"{by}이 {at}에 담당자에게 다시 알렸습니다.", en=f"Nudged by {by}, {at}.")
        )
    held = held_back(e, user, now=now, roster=book.roster)
    if held is not None and held.why not in _NEVER and held.again:
        at = lasting_moment(held.again, reader, now)
        lines.append(
            say(reader, ko=f"담당자에게는 {at}부터 다시 알릴 수 있습니다.", en=f"You can nudge from {at}.")
        )
    return lines


def _buttons(e: Escalation, book: Handbook, reader: Reader, now: datetime, user: str) -> list[Block]:
    held = held_back(e, user, now=now, roster=book.roster)
    made = []
    if held is None or held.why not in _NEVER:
        label = say(reader, ko="담당자에게 다시 알리기", en="Nudge")
        made.append(button(label, ids.NUDGE, Held(escalation=e.id).write()))
    note = say(reader, ko="메모 남기기", en="Add a note")
    made.append(button(note, ids.NOTE, Held(escalation=e.id).write()))
    if user == e.requester.user:
        made.append(cancel_button(e, reader))
    mine = [entry for entry in e.joined if entry.party.user == user]
    for entry in mine[:_OWN]:
        made += _leaving(e, entry, reader, several=len(mine) > 1 or user == e.requester.user)
    return made


def _leaving(e: Escalation, entry: Joined, reader: Reader, *, several: bool) -> list[Block]:
    which = f" ({cut(entry.need, 20)})" if several else ""
    held = Held(escalation=e.id, customer=entry.number).write()
    sure = confirm(
        say(reader, ko="이 고객을 뺄까요?", en="Take this customer off?"),
        say(
            reader,
            ko="다른 고객들을 위해 이 건은 계속 진행됩니다.",
            en="The escalation goes on for the other customers.",
        ),
        say(reader, ko="빼기", en="Take off"),
        say(reader, ko="그대로 두기", en="Keep it"),
    )
    other = say(reader, ko="같은 문제가 아니에요", en="Not the same after all")
    helped = say(reader, ko="더는 필요 없어요", en="No longer needed")
    return [
        button(other + which, f"{ids.NOT_THE_SAME}:{entry.number}", held),
        button(helped + which, f"{ids.LEAVE}:{entry.number}", held, confirm=sure),
    ]


def _let_go(e: Escalation, reader: Reader) -> Message:
    """To somebody none of whose customers waits for it any more."""
    said = say(
        reader,
        ko="이 건은 이제 다른 고객들을 위해 이어집니다. 더는 알려 드리지 않겠습니다.",
        en="This one goes on for other customers. You will hear no more about it.",
    )
    top = f":heavy_minus_sign: *{shown(e.title, reader)}* · `{e.id}`"
    return Message(text=f"{shown(e.title, reader)}: {said}", blocks=(section(f"{top}\n{said}"),))
