"""What there is to think over before a note is sealed: to its author, above their own form."""

from collections.abc import Mapping, Sequence

from bot.domain.kind_words import Care, Part, Thought
from bot.domain.reader import Reader
from bot.views.blocks import context, divider, section
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.words import say, shown, text_of

_SHOWN = 6
"""More than that nobody thinks over at once."""
_QUOTED = 80
_NAMES: Mapping[Care, tuple[str, str]] = {
    Care.INSULT: ("상처가 되는 말", "a hurtful word"),
    Care.CUSTOMER: ("고객 정보", "a customer's data"),
    Care.MOTIVE: ("마음 짐작", "a guess at motives"),
    Care.ABSOLUTE: ("‘항상’과 ‘한 번도’", "always and never"),
    Care.NO_EXAMPLE: ("장면이 보이지 않음", "no example yet"),
    Care.SEVERAL: ("여러 이야기", "more than one thing"),
}
_PARTS: Mapping[Part, tuple[str, str]] = {
    "situation": ("상황", "Situation"),
    "behaviour": ("보고 들은 것", "Behaviour"),
    "impact": ("영향", "Impact"),
    "next_time": ("다음에는", "Next time"),
}
_COUNT_KO = {1: "한 가지", 2: "두 가지", 3: "세 가지", 4: "네 가지", 5: "다섯 가지"}
_COUNT_EN = {1: "One thought", 2: "Two thoughts", 3: "Three thoughts", 4: "Four thoughts", 5: "Five thoughts"}


def thoughts_before(found: Sequence[Thought], reader: Reader) -> list[Block]:
    """The words that were found, why they may miss, and a gentler way; the form with every word stands below."""
    number = len(found)
    head = say(
        reader,
        ko=f"*봉하기 전에 {_COUNT_KO.get(number, f'{number}가지')}만 다시 봐 주세요*",
        en=f"*{_COUNT_EN.get(number, f'{number} thoughts')} before you seal it*",
    )
    below = say(
        reader,
        ko="쓰신 내용은 아래에 그대로 있습니다. 고쳐도 되고, 그대로 한 번 더 눌러 봉하셔도 됩니다. 나에게만 보입니다.",
        en="Every word of yours stands in the form below. Change what you like, or send it again as it is. "
        "Only you see this.",
    )
    lines = [_line(one, reader) for one in found[:_SHOWN]]
    return [section(head), *(section(line) for line in lines), context(below), divider()]


def _line(one: Thought, reader: Reader) -> str:
    kind, part = say_of(_NAMES[one.care], reader), say_of(_PARTS[one.part], reader)
    words = f" “{escape(cut(one.words, _QUOTED))}”" if one.words else ""
    return f"• {part}:{words} · *{kind}*, {shown(one.why, reader)}\n      → {shown(one.instead, reader)}"


def say_of(pair: tuple[str, str], reader: Reader) -> str:
    """One of a table's pairs."""
    return say(reader, ko=pair[0], en=pair[1])


def reword(one: Thought, reader: Reader) -> str:
    """Under a field: the one kind of word that is asked to be said another way."""
    words = cut(one.words, _QUOTED)
    return say(
        reader,
        ko=f"“{words}” · 이 말만 남고 나머지는 들리지 않습니다. {text_of(one.instead, reader)}",
        en=f"“{words}” is all they would remember. {text_of(one.instead, reader)}",
    )
