"""A value that comes up by itself, and how somebody is left in peace. Only the person themselves ever reads any of it."""

from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.reader import Reader
from bot.domain.reminding import Worth
from bot.requests.tickets import Asked, OnCard
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views import reminder_ids as names
from bot.views.blocks import actions, button, context, header, option, section, select
from bot.views.human import human_line
from bot.views.in_context import one_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.words import plain_moment, say, shown

ON, TODAY, OFF = "on", "today", "off"
"""The choices in App Home."""


def reminder(worth: Worth, text: str, book: Handbook, reader: Reader) -> Message | None:
    """The value in one line, why it came up, and how to have no more of it; None where the file lost the situation."""
    line = one_line(book, worth.situation, reader, text=text)
    if line is None:
        return None
    title = shown(book.philosophy.situations[worth.situation].title, reader)
    seen = ", ".join(f"“{escape(cut(word, 40))}”" for word in worth.because[:3])
    why = say(
        reader,
        ko=f"{title} · 이 말을 보고 알려 드립니다: {seen}. 나에게만 보입니다.",
        en=f"{title} · because of {seen}. Only you see this.",
    )
    buttons = [
        _more(worth.situation, text, reader),
        *_votes(worth.situation, text, reader),
        button(say(reader, ko="오늘은 조용히", en="Quiet for today"), names.QUIET_TODAY),
        button(say(reader, ko="앞으로 받지 않기", en="No more of these"), names.QUIET_FOR_GOOD),
    ]
    return Message(text=line, blocks=(section(line), context(why), actions(buttons)))


def _more(situation: str, text: str, reader: Reader) -> Block:
    about = OnCard(situation=situation, text=Asked.about(text).text)
    action = f"{ids.LOOK_AT_SITUATION}:{cut(situation, 100)}"
    return button(say(reader, ko="더 보기", en="More"), action, about.write())


def _votes(situation: str, text: str, reader: Reader) -> list[Block]:
    ticket = Asked.about(text, situation=situation).write()
    useful, useless = (
        say(reader, ko="👍 도움이 됐어요", en="👍 Useful"),
        say(reader, ko="👎 아쉬워요", en="👎 Not useful"),
    )
    return [button(useful, ids.USEFUL, ticket), button(useless, ids.NOT_USEFUL, ticket)]


def stands(
    choice: Literal["off"] | None, until: datetime | None, book: Handbook, reader: Reader, now: datetime
) -> Message:
    """How it stands with somebody's reminders, and the button for the other way."""
    said = standing(choice, until, reader, now)
    return Message(
        text=said, blocks=(section(said), actions([_other(choice, until, reader)]), human_line(book, reader))
    )


def standing(choice: Literal["off"] | None, until: datetime | None, reader: Reader, now: datetime) -> str:
    """The same as one sentence, ready for mrkdwn."""
    if choice == "off":
        return say(
            reader,
            ko="채널에서 먼저 알려 드리는 일은 이제 없습니다. `/values quiet on` 으로 언제든 다시 켜실 수 있습니다.",
            en="I will not bring up values by myself any more. `/values quiet on` turns that back on.",
        )
    if until is not None:
        at = _till(until, reader, now)
        return say(
            reader,
            ko=f"{at}까지 먼저 말 걸지 않겠습니다. 물어보시는 것에는 늘 답해 드립니다.",
            en=f"I stay quiet until {at}. I answer whatever you ask me, as always.",
        )
    return say(
        reader,
        ko="도움이 될 만한 가치가 있으면 한 시간에 한 번까지만, 나에게만 보이게 알려 드립니다.",
        en="Where a value may help I tell you, and only you, at most once an hour.",
    )


def _till(until: datetime, reader: Reader, now: datetime) -> str:
    """A day that ends is said by its last minute: midnight belongs to the day after, which nobody means."""
    local = until.astimezone(ZoneInfo(reader.zone))
    ends_a_day = local.hour == local.minute == 0
    return plain_moment(until - timedelta(minutes=1) if ends_a_day else until, reader, now)


def _other(choice: Literal["off"] | None, until: datetime | None, reader: Reader) -> Block:
    if choice == "off" or until is not None:
        return button(say(reader, ko="다시 켜기", en="Turn back on"), names.REMIND_AGAIN)
    return button(say(reader, ko="오늘은 조용히", en="Quiet for today"), names.QUIET_TODAY)


def no_such_time(said: str, book: Handbook, reader: Reader) -> Message:
    """What was typed behind quiet is no time ahead."""
    told = say(
        reader,
        ko=f"“{escape(cut(said, 60))}”만으로는 언제까지인지 알기 어렵습니다. 이렇게 적어 보세요:",
        en=f"I cannot tell until when “{escape(cut(said, 60))}” is. For example:",
    )
    examples = say(
        reader,
        ko="`/values quiet 2h` · `/values quiet 오늘` · `/values quiet 내일까지` · "
        "`/values quiet 끄기` (앞으로 받지 않기) · `/values quiet 켜기`",
        en="`/values quiet 2h` · `/values quiet today` · `/values quiet until Friday` · `/values quiet off` (none any more) · "
        "`/values quiet on`",
    )
    return Message(text=told, blocks=(section(f"{told}\n{examples}"), human_line(book, reader)))


def home_section(
    choice: Literal["off"] | None, until: datetime | None, reader: Reader, now: datetime
) -> list[Block]:
    """App Home: the choice, and until when it holds."""
    options = [
        option(say(reader, ko="받기", en="On"), ON),
        option(say(reader, ko="오늘은 조용히", en="Quiet for today"), TODAY),
        option(say(reader, ko="받지 않기", en="Off"), OFF),
    ]
    menu = select(
        names.CHOOSE_REMINDERS,
        options,
        placeholder=say(reader, ko="고르기", en="Choose"),
        initial=OFF if choice == "off" else TODAY if until else ON,
    )
    return [
        header(say(reader, ko="채널에서 먼저 알려 드리는 가치", en="Values that come up in channels")),
        section(standing(choice, until, reader, now), accessory=menu),
    ]


def cannot_listen(channel: str, why: str, reader: Reader) -> Message:
    """To a keeper, once: a channel's reminders cannot come."""
    name = escape(channel)
    match why:
        case "shared":
            said = say(
                reader,
                ko=f"{name} 채널은 다른 회사와 함께 쓰고 있어 그곳에서는 가치를 먼저 알려 드리지 않습니다.",
                en=f"{name} is shared with another company, so no value comes up there by itself.",
            )
        case "archived":
            said = say(
                reader,
                ko=f"{name} 채널은 보관되어 있어 그곳에서는 가치를 알려 드릴 수 없습니다.",
                en=f"{name} is archived, so no value can come up there.",
            )
        case _:
            said = say(
                reader,
                ko=f"{name} 채널에서 가치를 알려 달라고 되어 있지만 제가 그 채널에 없습니다. "
                "비공개 채널이면 그곳에서 `/invite @Baton` 을 입력해 주세요.",
                en=f"{name} asked for values to come up there, and I am not in it. "
                "If it is private, please type `/invite @Baton` there.",
            )
    where = say(
        reader,
        ko="escalation.yaml의 `reminders.channels`에 적혀 있습니다. 한 번만 알려 드립니다.",
        en="It stands in escalation.yaml under `reminders.channels`. I say this once.",
    )
    return Message(text=said, blocks=(section(said), context(where)))
