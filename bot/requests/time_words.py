"""The words people say times with, Korean and English, found one by one in a text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.later import later
from bot.requests import time_sense as sense
from bot.requests.time_meanings import Piece, Sign

_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|saturday|sunday|"
    r"(?-i:S(?:at|un|AT|UN))|(?<=this )sat|(?<=next )sat|(?<=this )sun|(?<=next )sun)"
)
_HALF_OF_DAY = r"오전|오후|아침|낮|점심|저녁|밤|새벽"
_NO_WORD = r"(?![A-Za-z0-9])"
_NOT_IN_WORD = r"(?<![A-Za-z0-9가-힣])"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;!?)\]~–-]|(?:today|tomorrow|tonight|on|for|about|the|and|to|until|till|if|please|with|that|this|"
    r"next|or|in\s+the|at\s+night|sharp|latest|o'?clock|mon|tue|wed|thu|fri|sat|sun|오늘|내일|까지|부터)))"
)
"""What may follow a bare number that is an hour ("by 5 today"), so that "by 5 people" is none."""

_SUM = rf"(?:{sense.COUNT})\s*(?:{sense.UNITS})(?:\s*반|\s+and\s+a\s+half)?(?:\s*(?:and\s+)?\d{{1,3}}\s*(?:분|minutes?|mins?|m))?"
_SPOKEN: tuple[tuple[str, str, sense.Sense], ...] = (
    (
        "iso",
        (
            rf"{_NOT_IN_WORD}\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|"
            rf"[+-]\d{{2}}:?\d{{2}}){_NO_WORD}"
        ),
        sense.iso,
    ),
    (
        "date",
        rf"{_NOT_IN_WORD}(\d{{4}})(?:[-./]|년\s*)(\d{{1,2}})(?:[-./]|월\s*)(\d{{1,2}})(?:일)?(?!\d)",
        sense.full_date,
    ),
    ("within", rf"{_NOT_IN_WORD}(?:with)?in\s+{_SUM}{_NO_WORD}", sense.length),
    (
        "later",
        rf"{_NOT_IN_WORD}(?:{_SUM}|하루)\s*(?:뒤|후|이?내(?![가-힣]{{2}}|일)|안에|later|from\s+now)",
        sense.length,
    ),
    (
        "lasting",
        rf"{_NOT_IN_WORD}(?:for\s+{_SUM}{_NO_WORD}|(?:{_SUM}|하루)\s*(?:동안|간(?![가-힣])))",
        sense.length,
    ),
    ("hours", rf"{_NOT_IN_WORD}\d{{1,3}}\s*시간(?![가-힣])", sense.length),
    ("month_day", r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])", sense.month_day),
    ("ko_month_day", r"(?<!\d)(\d{1,2})월\s*(\d{1,2})일", sense.ko_month_day),
    (
        "en_month_day",
        (
            rf"{_NOT_IN_WORD}(?:{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?{_NO_WORD}(?!:)|(\d{{1,2}})(?:st|nd|"
            rf"rd|th)?\s+{_MONTH}{_NO_WORD})"
        ),
        sense.named_month,
    ),
    (
        "weekday",
        rf"{_NOT_IN_WORD}(?:(다다음\s*주|다음\s*주?|담\s*주|이번\s*주?|차주|금주)\s*)?([월화수목금토일])(?:요일|욜)",
        sense.weekday,
    ),
    ("en_weekday", rf"{_NOT_IN_WORD}(?:(this|next)\s+)?{_WEEKDAY}{_NO_WORD}", sense.weekday),
    ("week", rf"{_NOT_IN_WORD}(?:(다다음|다음|담|이번)\s*)(주말|주)(?!\s*[가-힣]요일|간)", sense.week),
    ("en_week", rf"{_NOT_IN_WORD}(?:(this|next)\s+(weekend|week)|the\s+weekend){_NO_WORD}", sense.week),
    ("weekend", rf"{_NOT_IN_WORD}()(주말)", sense.week),
    (
        "near_day",
        (
            rf"{_NOT_IN_WORD}(?:오늘(?!날)|금일|내일\s*모레|내일(?!로)|명일|모레(?![알])|글피|today|"
            rf"(?:the\s+)?day\s+after\s+tom+or+ow|tom+or+ow|tmrw?){_NO_WORD}"
        ),
        sense.near_day,
    ),
    (
        "ko_clock",
        (
            rf"(?<!\d)(?:({_HALF_OF_DAY})\s*)?(\d{{1,2}}|(?<![가-힣])(?:{sense.KO_NUMBER})|"
            rf"(?<=[전후침낮심녁밤벽])(?:{sense.KO_NUMBER}))\s*시(?!간)(?:\s*(반)|\s*(\d{{1,2}})분)?"
        ),
        sense.ko_clock,
    ),
    (
        "colon",
        (
            rf"(?<![\d:.,/])(?:({_HALF_OF_DAY})\s*)?(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?(?!\d|"
            r":)(?:\s*([ap]\.?m\b\.?))?"
        ),
        sense.colon_clock,
    ),
    ("en_clock", rf"{_NOT_IN_WORD}(\d{{1,2}})\s*([ap]\.?m\b\.?)", sense.en_clock),
    (
        "said_part",
        rf"{_NOT_IN_WORD}(\d{{1,2}})\s+(?:in\s+the\s+|at\s+)(morning|afternoon|evening|night){_NO_WORD}",
        sense.en_clock,
    ),
    ("oclock", rf"{_NOT_IN_WORD}(\d{{1,2}})\s*o'?clock{_NO_WORD}", sense.bare_clock),
    (
        "spoken",
        (
            rf"{_NOT_IN_WORD}(half\s+past|quarter\s+past|"
            rf"quarter\s+to)\s+(\d{{1,2}})(?:\s*([ap]\.?m\b\.?))?{_NO_WORD}"
        ),
        sense.spoken_clock,
    ),
    ("noon", rf"{_NOT_IN_WORD}(?:noon|midday|midnight|정오|자정){_NO_WORD}", sense.noon),
    ("of_month", r"(?<![\d.])(\d{1,2})일(?!간|\s*(?:동안|뒤|후|이?내|안에)|[가-힣]{3})", sense.of_month),
    (
        "end_of_work",
        (
            rf"{_NOT_IN_WORD}(?:(?:the\s+)?end\s+of\s+(?:the\s+)?(?:business\s+day|business|day|work)|eod|"
            rf"cob|퇴근\s*전){_NO_WORD}"
        ),
        sense.end_of_work,
    ),
    ("tonight", rf"{_NOT_IN_WORD}tonight{_NO_WORD}", sense.tonight),
    ("part", rf"{_NOT_IN_WORD}(?:(this)\s+)?(morning|afternoon|evening){_NO_WORD}", sense.part),
    (
        "ko_part",
        rf"{_NOT_IN_WORD}()(새벽|아침|오전|오후|저녁|밤)(?=[^가-힣]|$|까지|부터|에|은|는|만|중|내내|동안|쯤|의)",
        sense.part,
    ),
    (
        "ranged",
        (
            rf"(?<![\d.,:/-])(\d{{1,2}})(?=\s*(?:[-–~]|to|부터)\s*(?:{_HALF_OF_DAY})?\s*\d{{1,2}}(?:\s*시|"
            r":\d\d|\s*[ap]\.?m\b))"
        ),
        sense.bare_clock,
    ),
    ("weak_first", r"(?<![\d.,:/-])(\d{1,2})(?=\s?[-–~]\s?\d{1,2}(?:\s|$|[,)]))", sense.bare_clock),
    ("weak_second", r"(?:(?<=\d[-–~])|(?<=\d [-–~] ))(\d{1,2})(?=\s|$|[,)])", sense.bare_clock),
    (
        "hour",
        (
            r"(?:(?<=\bat )|(?<=\bby )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|"
            rf"(?<=\bto ))(\d{{1,2}}){_GOES_ON}"
        ),
        sense.bare_clock,
    ),
    ("start", rf"{_NOT_IN_WORD}(?:from|starting){_NO_WORD}", lambda _f, _t: Sign.START),
    ("from", rf"{_NOT_IN_WORD}(?:now|지금){_NO_WORD}|부터|에서", lambda _f, _t: Sign.FROM),
    (
        "until",
        rf"{_NOT_IN_WORD}(?:until|till?|by|before|through|up\s+to){_NO_WORD}|까지",
        lambda _f, _t: Sign.UNTIL,
    ),
    (
        "to",
        rf"(?<=[\d시일분정오m)\s])(?:[-–~]|\bto{_NO_WORD})(?=\s*\S)|(?<=[a-z]{{3}})-(?=[A-Za-z]{{3}})",
        lambda _f, _t: Sign.TO,
    ),
)


def pieces(text: str, today: date) -> Iterator[Piece]:
    """Every word about time in a text, in order; `today` is the local date it is said on."""
    for found in _any().finditer(text):
        name = found.lastgroup or ""
        pattern, build = _rules()[name]
        inner = pattern.match(text, found.start())
        means = build(inner, today) if inner else None
        if means is not None and inner is not None:
            yield Piece(inner.start(), inner.end(), means, weak=name.startswith("weak"))


@later
def _rules() -> Mapping[str, tuple[re.Pattern[str], sense.Sense]]:
    """Each way to say a time: together, they take a tenth of a second."""
    return {name: (re.compile(pattern, re.IGNORECASE), build) for name, pattern, build in _SPOKEN}


@later
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _SPOKEN), re.IGNORECASE)
