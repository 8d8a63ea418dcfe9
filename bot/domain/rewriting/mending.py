"""A sentence made better where that can be done without inventing anything; else the parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.philosophy import Philosophy
from bot.domain.rewriting.finding import Flag, tidy
from bot.domain.rewriting.pairs import Pair, home_of, pairs_of, with_pairs

_SENTENCE = re.compile(r"[^.!?\n]+[.!?~]*")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_REPEATED = re.compile(r"(\[[^\]\n]{1,20}\](?:[가-힣]{1,2})?)(?: \1){1,5}")
_FILLERS = frozenset({
    "죄송하지만", "죄송합니다만", "고객님", "고객님께서", "그건", "그것은", "그거는",
    "그게", "그", "이건", "이것은", "아", "네", "예", "음", "저희는", "저는",
    "저희가", "제가", "지금은", "현재", "현재는", "사실", "그냥", "아마", "좀",
    "오늘은", "그렇게는", "그부분은", "일단", "sorry", "but", "unfortunately",
    "well", "so", "hi", "hello", "the", "that", "this", "it", "and",
    "i", "we", "am", "afraid", "please", "just", "actually", "yes",
    "no", "oh", "ok", "okay", "i'm", "we're", "it's", "that's",
})  # fmt: skip
"""Words that may stand around the flagged ones and still leave them the whole sentence."""
_FACTS = re.compile(
    r"\d|어제|오늘|내일|[월화수목금토일]요일|(?:한|두|세|네|섯|곱|덟|홉|열) ?시(?![간작])|전했|됐습|안 돼"
    r"|\b(?:yesterday|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|told|failed)\b"
    r"|\b(?:at|by) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)\b"
    r"|\b(?:one|two|three|four|five) (?:minutes?|hours?|days?|weeks?)\b",
    re.IGNORECASE,
)
"""What a wording tells of one case: when, how long, what was done. In somebody else's sentence it would be made up."""


@dataclass(frozen=True)
class Mend:
    """Flagged words, better ones, and the value and situation of the file that they serve.

    `better` is the team's own wording where the file has one (`ours`), else the rule's; None where nobody knows one.
    """

    flag: Flag
    better: str | None
    ours: bool
    value: str | None
    situation: str | None

    @property
    def is_example(self) -> bool:
        """Whether the better words tell of a case of the team's, and only show how it may be said."""
        return self.ours and self.better is not None and _FACTS.search(self.better) is not None


@dataclass(frozen=True)
class Rewriting:
    """What was found in a text, and the whole of it said better where every part can be."""

    text: str
    mends: tuple[Mend, ...]
    better: str | None = None

    @property
    def situations(self) -> tuple[str, ...]:
        """The situations that were touched, each once."""
        return tuple(dict.fromkeys(mend.situation for mend in self.mends if mend.situation))


def rewrite(text: str, philosophy: Philosophy) -> Rewriting:
    """Look through what somebody means to say. Nothing is stored, and nothing is praised."""
    plain = tidy(text)
    found = with_pairs(plain, pairs_of(philosophy))
    mends = tuple(_mend(flag, pair, philosophy) for flag, pair in found)
    return Rewriting(plain, mends, _whole(plain, mends) if mends else None)


def _mend(flag: Flag, pair: Pair | None, philosophy: Philosophy) -> Mend:
    """A pair of the file that says exactly these words, or breaks the same rule, comes before the rule's own words."""
    situation = pair.situation if pair else home_of(flag.kind, philosophy)
    known = philosophy.situations.get(situation or "")
    value = known.value if known and philosophy.value(known.value) else None
    if flag.swap is not None:
        return Mend(flag, flag.swap, ours=False, value=value, situation=situation)
    better = pair.better if pair else flag.instead
    return Mend(flag, better, ours=pair is not None, value=value, situation=situation)


def _whole(text: str, mends: Sequence[Mend]) -> str | None:
    """The text with every flag mended in its place; None where one does not fit."""
    changes = []
    for mend in mends:
        change = _change(text, mend)
        if change is None:
            return None
        changes.append(change)
    made, at = "", 0
    for start, end, better in changes:
        if start < at:
            return None
        made, at = made + text[at:start] + better, end
    made = _REPEATED.sub(r"\1", made + text[at:])
    return "\n".join(" ".join(line.split(" ")) for line in made.split("\n"))


def _change(text: str, mend: Mend) -> tuple[int, int, str] | None:
    flag = mend.flag
    if flag.swap is not None:
        if flag.swap == "":
            return _left_out(text, flag)
        return flag.start, flag.end, flag.swap
    for start, end in _sentences(text):
        if start <= flag.start and flag.end <= end and mend.better and not mend.is_example:
            rest = text[start : flag.start] + " " + text[flag.end : end]
            if all(word.casefold() in _FILLERS for word in _WORD.findall(rest)):
                return start, end, mend.better
    return None


def _left_out(text: str, flag: Flag) -> tuple[int, int, str]:
    """Words that are only left out: what follows begins the sentence where they did."""
    following = text[flag.end : flag.end + 1]
    return flag.start, flag.end + 1, following.upper() if flag.words[:1].isupper() else following


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        lead = len(match.group(0)) - len(match.group(0).lstrip(' "“”‘'))
        yield match.start() + lead, match.end()
