"""Promises without an escalation, as their keeper reads them; and the few words others read about one."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.escalation import Escalation, PromiseState
from bot.domain.promising import warned_at
from bot.domain.reader import Reader
from bot.domain.tracked import Stays, Telling, Told, Tracked
from bot.ports.promises import PromiseSaid
from bot.requests.tickets import OnPromise
from bot.services.handbook import Handbook
from bot.services.list_promises import MyPromises
from bot.services.value_in_context import beside_promise
from bot.views import promise_ids as names
from bot.views.blocks import actions, button, context, header, section
from bot.views.human import human_line
from bot.views.in_context import line_with_more
from bot.views.limits import cut, escape
from bot.views.links import linked
from bot.views.message import Block, Message
from bot.views.promises import at_the_time, is_past, near, noted, quoted, reminder_buttons
from bot.views.words import lasting_moment, moment, party, plain_moment, say, shown

_LISTED = 20
"""Two blocks an entry stay below the fifty of a message."""


_BESIDE = 5
"""Promises shown where they are not the main thing."""


def kept_track(t: Tracked, book: Handbook, reader: Reader, now: datetime) -> Message:
    """It is noted: by when, when the reminders come, and what can be done."""
    by, warned = moment(t.promise.by, reader, now), warned_at(t.promise)
    if not t.is_open:
        said = noted(t.promise, reader)
        return Message(text=said, blocks=(section(said + quoted(t.promise.text)), human_line(book, reader)))
    before = moment(warned, reader, now) if warned and warned > now else None
    said = say(reader, ko=f"약속을 적어 두었습니다: *{by}*", en=f"Noted: promised by *{by}*.")
    remind = (
        say(
            reader,
            ko=f"{before}에 미리, 그리고 제시간에 알려 드릴게요.",
            en=f"Reminders: {before}, and when it is due.",
        )
        if before
        else say(reader, ko="제시간에 알려 드릴게요.", en="I will remind you when it is due.")
    )
    blocks = (
        section(said + quoted(t.promise.text)),
        context(remind),
        actions(keepers_buttons(t, reader)),
        human_line(book, reader),
    )
    return Message(text=f"{said} {remind}", blocks=blocks)


def keepers_buttons(t: Tracked, reader: Reader) -> list[Block]:
    """What its keeper can do with one that is open."""
    about = OnPromise(promise=t.id)
    return [
        *reminder_buttons(about, reader, late=False, move=names.PROMISE_MOVE),
        button(
            say(reader, ko="동료에게 부탁하기", en="Give to a colleague"), names.PROMISE_GIVE, about.write()
        ),
        button(say(reader, ko="그만 알리기", en="Stop reminding"), names.PROMISE_STOP, about.write()),
    ]


def has_passed(at: datetime, text: str | None, book: Handbook, reader: Reader, now: datetime) -> Message:
    """The time has passed today, and no other day was said: ask, rather than take tomorrow for meant."""
    when, clock = plain_moment(at, reader, now), f"{at.astimezone(ZoneInfo(reader.zone)):%H:%M}"
    what = escape(cut(text or "…", 100)).replace("`", "'")
    said = say(
        reader,
        ko=f"이미 지난 시간입니다: {when}. 내일이라면 이렇게 적어 주세요: `/escalate promise 내일 {clock} {what}`",
        en=f"{when} has passed already. If you mean tomorrow: `/escalate promise tomorrow {clock} {what}`",
    )
    return Message(text=said, blocks=(section(said), actions([new_button(reader)]), human_line(book, reader)))


def with_hint(answered: Message, reader: Reader) -> Message:
    """Under an answer to what may have been a promise without a time."""
    how = context(
        say(
            reader,
            ko="약속을 적어 두시려면 시간을 함께 적어 주세요: `/escalate promise 15:30 환불 결과 안내`",
            en="To keep track of a promise, say by when: `/escalate promise 15:30 refund status to Kim`",
        )
    )
    return with_more(answered, [how])


def new_button(reader: Reader) -> Block:
    """Opens the form of a new one."""
    return button(say(reader, ko="약속 적어 두기", en="Note a promise"), names.PROMISE_NEW)


def listed(mine: MyPromises, book: Handbook, reader: Reader, now: datetime) -> Message:
    """All of mine, soonest first, whoever the customer is."""
    title = say(reader, ko="내가 지킬 약속", en="My promises")
    entries = section_of(mine, reader, now)
    blocks = [section(f"*{title}*"), *entries, actions([new_button(reader)]), human_line(book, reader)]
    return Message(text=title, blocks=tuple(blocks))


def section_of(mine: MyPromises, reader: Reader, now: datetime, *, most: int = _LISTED) -> list[Block]:
    """The entries of a list of promises, or that there are none."""
    everything = mine.soonest_first
    if not everything:
        return [section(say(reader, ko="열려 있는 약속이 없습니다.", en="No promise is open."))]
    blocks = [entry(one, reader, now) for one in everything[:most]]
    if len(everything) > most:
        more = len(everything) - most
        blocks.append(context(say(reader, ko=f"외 {more}건", en=f"and {more} more")))
    return blocks


def beside(mine: MyPromises, reader: Reader, now: datetime) -> list[Block]:
    """Under the list of what is mine: the promises without an escalation, if there are any."""
    alone = MyPromises(tracked=mine.tracked)
    if not alone.tracked:
        return []
    title = say(reader, ko="내가 지킬 약속", en="My promises")
    return [section(f"*{title}*"), *section_of(alone, reader, now, most=_BESIDE)]


def home_section(mine: MyPromises, reader: Reader, now: datetime) -> list[Block]:
    """In App Home."""
    title = say(reader, ko="고객님께 드린 약속", en="Promises to customers")
    return [header(title), *section_of(mine, reader, now, most=_BESIDE), actions([new_button(reader)])]


def entry(one: Tracked | Escalation, reader: Reader, now: datetime) -> Block:
    """One of them: by when, what, and the button that helps."""
    if one.promise is None:
        return context(one.id)
    by = moment(one.promise.by, reader, now)
    mark = ":alarm_clock:" if one.promise.by > now else ":bell:"
    about = OnPromise(escalation=one.id) if isinstance(one, Escalation) else OnPromise(promise=one.id)
    done = button(say(reader, ko="지켰어요", en="Kept"), names.PROMISE_KEPT, about.write())
    if isinstance(one, Escalation):
        what = f"{shown(one.title, reader)} · `{one.id}`" + quoted(one.promise.text or one.packet.need)
        return section(f"{mark} *{by}* · {what}", accessory=done)
    where = f" · {linked(one.link, 500, reader)}" if one.link else ""
    text = quoted(one.promise.text) or "\n>" + say(
        reader, ko="고객님께 드린 약속", en="Promised to a customer"
    )
    return section(f"{mark} *{by}*{where}{text}", accessory=done)


def said(what: PromiseSaid, book: Handbook, reader: Reader, now: datetime) -> Message:
    """What somebody is told about a promise, alone."""
    t, telling = what.tracked, what.telling
    words = _words(t, telling, reader, now)
    private = telling.kind is Told.LATE
    blocks: list[Block] = [section(words if private else words + quoted(t.promise.text))]
    if t.link and not private:
        blocks.append(context(linked(t.link, 500, reader)))
    if telling.kind is Told.SOON and t.is_open:
        helps = beside_promise(book, None, t.promise.text)
        blocks += line_with_more(book, helps, reader, text=t.promise.text or "")
    if t.is_open:
        made = _buttons(t, telling, reader)
        blocks += [actions(made)] if made else []
    blocks += [] if private else [human_line(book, reader)]
    return Message(text=words.split("\n")[0], blocks=tuple(blocks))


def _words(t: Tracked, telling: Telling, reader: Reader, now: datetime) -> str:
    by = lasting_moment(telling.promised, reader, now)
    other, keeper = (party(telling.by, reader) if telling.by else ""), party(t.keeper, reader)
    match telling.kind:
        case Told.SOON:
            return near(by, reader)
        case Told.DUE:
            return at_the_time(by, reader, passed=is_past(t.promise.said_at, telling.promised))
        case Told.LATE:
            return say(
                reader,
                ko=f"{keeper}의 고객님 한 분이 {by}까지 약속받은 안내를 기다리고 계십니다. "
                "도울 일이 있는지 한번 물어봐 주세요.",
                en=f"A promise to a customer of {keeper} is waiting since {by}. "
                "Asking whether they need a hand helps.",
            )
        case Told.OFFERED:
            return say(
                reader,
                ko=f"{other}이 고객님과의 약속을 대신 지켜 줄 수 있는지 여쭙니다: *{by}*\n"
                f"받으시기 전까지는 {other}이 계속 챙깁니다.",
                en=f"{other} asks whether you can keep a promise to a customer: *{by}*\n"
                f"Until you do, {other} keeps it.",
            )
        case Told.ACCEPTED:
            return say(
                reader,
                ko=f"{other}이 약속을 이어받았습니다. 이제 {other}께 알려 드립니다.",
                en=f"{other} keeps the promise from now on and gets the reminders.",
            )
        case Told.DECLINED:
            return say(
                reader,
                ko=f"{other}께서는 지금 어렵다고 하십니다. 약속은 계속 챙기고 계신 상태입니다: *{by}*",
                en=f"{other} cannot take it right now, so the promise stays with you: *{by}*",
            )


def _buttons(t: Tracked, telling: Telling, reader: Reader) -> list[Block]:
    about = OnPromise(promise=t.id)
    match telling.kind:
        case Told.SOON | Told.DUE:
            late = telling.kind is Told.DUE
            made = reminder_buttons(about, reader, late=late, move=names.PROMISE_MOVE)
            give = say(reader, ko="동료에게 부탁하기", en="Give to a colleague")
            return [*made, button(give, names.PROMISE_GIVE, about.write())]
        case Told.OFFERED:
            yes = button(
                say(reader, ko="제가 챙길게요", en="I'll keep it"),
                names.PROMISE_ACCEPT,
                about.write(),
                style="primary",
            )
            no = button(
                say(reader, ko="지금은 어려워요", en="I can't right now"),
                names.PROMISE_DECLINE,
                about.write(),
            )
            return [yes, no]
        case Told.DECLINED:
            return keepers_buttons(t, reader)
        case _:
            return []


def became(t: Tracked, reader: Reader, now: datetime) -> str:
    """To whoever changed it: what it is now."""
    if t.promise.state is not PromiseState.OPEN:
        return noted(t.promise, reader)
    if t.offer is not None:
        other = party(t.offer, reader)
        return say(
            reader,
            ko=f"{other}께 부탁드렸습니다. 받으시기 전까지는 계속 알려 드립니다.",
            en=f"I asked {other}. Until they accept, you keep it and get the reminders.",
        )
    if t.keeper.user != reader.user:
        return say(reader, ko="알려 주셔서 고맙습니다.", en="Thank you for telling me.")
    by = moment(t.promise.by, reader, now)
    return say(reader, ko=f"약속을 적어 두었습니다: *{by}*", en=f"Noted: promised by *{by}*.")


def remains(t: Tracked, why: Stays, reader: Reader) -> str:
    """Why it stays as it is."""
    keeper = party(t.keeper, reader)
    match why:
        case Stays.DONE_ALREADY:
            return say(reader, ko="이미 처리되어 있습니다.", en="That is done already.")
        case Stays.YOURS_ALREADY:
            return say(reader, ko="이미 챙기고 계신 약속입니다.", en="You keep it already.")
        case Stays.NOT_YOURS:
            return say(
                reader,
                ko=f"{keeper}이 챙기고 있는 약속입니다. 필요하시면 {keeper}께 말씀해 주세요.",
                en=f"{keeper} keeps this promise. A word to {keeper} helps.",
            )
        case Stays.NOT_OFFERED:
            return say(
                reader,
                ko=f"이제는 {keeper}이 챙기고 있어 이어받지 않으셔도 됩니다.",
                en=f"{keeper} keeps it now, so there is nothing left to take over.",
            )


def with_more(message: Message, blocks: Sequence[Block]) -> Message:
    """A message with something before its last line."""
    return Message(text=message.text, blocks=(*message.blocks[:-1], *blocks, *message.blocks[-1:]))
