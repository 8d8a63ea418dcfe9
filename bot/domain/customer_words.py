"""A customer's words made fit to be shown to colleagues: without names, addresses and numbers.

What is found is found by readable rules; the agent reads the rest before anybody else does.
"""

import re
from collections.abc import Collection, Iterable

from bot.domain.later import compiled_later
from bot.domain.personal_data import personal_data

GONE = "…"
"""Stands where something was taken out."""

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_COMPOUND_SURNAMES = "남궁|황보|제갈|사공|선우|서문|독고|동방"
_NOT_NAMES = frozenset({
    "고객", "손님", "상담사", "상담원", "상담", "담당자", "담당", "선생", "사장", "직원", "기사", "매니저", "대표", "팀장",
    "과장", "대리", "부장", "주임", "실장", "원장", "회원", "이용자", "여러분", "관리자", "운영자", "판매자", "어머", "아버",
    "부모", "형", "누", "사모", "점주", "점장", "강사", "교수", "의사", "간호사", "하느", "임", "주",
})  # fmt: skip
"""Whom 님 follows without a name."""
_NAMED = compiled_later(
    rf"(?<![가-힣])((?:(?:{_COMPOUND_SURNAMES})[가-힣]{{1,2}}|[가-힣]{{2,4}}?))(\s?(?:님|씨)(?![가-힣]*호))"
)
_BLANKED = compiled_later(
    r"(?<![가-힣])[가-힣](?:[OoＯ○◯〇*xX]{1,3}|[OoＯ○◯〇*][가-힣])(?=\s?(?:님|씨|이|가|은|는|을|를|에|의|입|[^\w]|$))"
)
_I_AM_KO = compiled_later(
    rf"((?:저는|제 이름은|성함은|이름은|나는)\s?)([{_SURNAMES}][가-힣]{{1,2}})(?=이라고|라고|입니다|이에요|예요|이고|\s|$)"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?")
_I_AM_EN = compiled_later(
    r"\b((?:[Mm]y name is|[Tt]his is|I am|I['’]m)\s+)((?!Baton\b|So\b|Very\b|Not\b|The\b|A\b|Still\b|Glad\b|Happy\b)"
    r"[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)?)"
)
_SIGNED = compiled_later(
    r"((?:^|\n)\s*(?:(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Bb]est(?: wishes)?|[Ss]incerely|[Cc]heers|[Yy]ours|드림|올림)"
    r"\s*[,.]?\s*\n?\s*)([^\n]{1,40})\s*$"
)
_SIGNED_KO = compiled_later(
    r"(?:^|(?<=[\s.!~]))([가-힣]{2,4}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(\s?(?:드림|올림))(?![가-힣])"
)
_DASHED = compiled_later(r"((?:^|\n)\s*[-–—~]\s*)([A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]+){0,2}|[가-힣]{2,4})\s*$")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[\w.-]{2,}|<[@#!][^>]*>")
_NUMBER = re.compile(r"(?<![\w])#?(?:[A-Za-z]{1,6}[-–_]?)?\d(?:[\d\-–]{2,}\d|\d{3,})(?!\w)")
"""Orders, tickets, accounts: four digits and more, also with letters before them."""


def without_names(text: str, *, customers: Iterable[str] = (), spared: Collection[str] = ()) -> str:
    """The words without what may tell who wrote them; `spared` are names that may stay: the agent's own."""
    text = without_data(text)
    for name in sorted(_spellings(customers), key=len, reverse=True):
        text = re.sub(rf"(?<![\w가-힣]){re.escape(name)}(?![A-Za-z])", GONE, text, flags=re.IGNORECASE)
    keep = {part for name in spared for part in (name, *name.split())} | _given(spared)

    def named(found: re.Match[str]) -> str:
        name = found[1]
        return found[0] if name in keep or not _may_be_name(name) else f"{GONE}{found[2]}"

    text = _BLANKED().sub(GONE, text)
    text = _NAMED().sub(named, text)
    text = _I_AM_KO().sub(lambda found: found[0] if found[2] in keep else f"{found[1]}{GONE}", text)
    text = _TITLED.sub(GONE, text)
    text = _I_AM_EN().sub(lambda found: f"{found[1]}{GONE}", text)
    text = _SIGNED().sub(lambda found: f"{found[1]}{GONE}", text)
    text = _SIGNED_KO().sub(lambda found: f"{GONE}{found[2]}", text)
    text = _DASHED().sub(lambda found: f"{found[1]}{GONE}", text)
    return re.sub(rf"{GONE}(?:\s*{GONE})+", GONE, text).strip()


def without_data(text: str) -> str:
    """The words without addresses, phone and card numbers, links and other numbers; names stay."""
    for found in reversed(personal_data(text)):
        text = f"{text[: found.start]}{GONE}{text[found.end :]}"
    for pattern in (_LINK, _HANDLE, _NUMBER):
        text = pattern.sub(GONE, text)
    return text.strip()


def shortens(whole: str, part: str) -> bool:
    """Whether `part` says nothing that `whole` does not: its words stand there in the same order."""
    words = iter(_words(whole))
    return all(any(word == other for other in words) for word in _words(part))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[\w가-힣'’]+", text)]


def _may_be_name(name: str) -> bool:
    if name in _NOT_NAMES or any(name.endswith(role) for role in _NOT_NAMES if len(role) > 1):
        return False
    return len(name) > 1 and (name[0] in _SURNAMES or len(name) == 2)


def _spellings(names: Iterable[str]) -> set[str]:
    """A name, its parts that are long enough to be one, and a Korean one without its surname."""
    found: set[str] = set()
    for name in names:
        whole = " ".join(name.split())
        parts = [part.strip(".,") for part in whole.split()]
        found |= {one for one in (whole, *parts) if len(one) > 1}
        found |= _given([whole])
    return found


def _given(names: Iterable[str]) -> set[str]:
    return {name[1:] for name in names if re.fullmatch(r"[가-힣]{3}", name)}
