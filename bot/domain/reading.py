"""What a message says apart from its topic: what it denies, whom it quotes, how many things it asks."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from bot.domain.lexical import LONGEST, fold, shorten

_QUOTES = re.compile(r'"[^"\n]{8,}"|“[^”]{8,}”|「[^」]{8,}」|^>.*$', re.MULTILINE)
_MARKUP = re.compile(r"<[!@#a-z][^>\n]{0,300}>")
_WORD = re.compile(r"[\w'’/&+.-]*\w")
_CLAUSES = re.compile(
    r"[.?!;,\n]+|\band\b|\balso\b|\bplus\b|\bbut\b|그리고|또한|(?<=[가-힣])(?:고요?|[는은인]데)[\s,]",
    re.IGNORECASE,
)
_DENIED_EN = re.compile(
    r"\b(?:(?:not|don'?t|doesn'?t|didn'?t)\s+(?:want|need|mean)|not|isn'?t|wasn'?t|no need for|rather than|instead of"
    r"|nothing to do with)\s+"
    r"(?:(?:about|for|regarding)\s+)?(?:(?:a|an|any|the)\s+)?(?P<word>[\w'-]{1,30}(?:\s[\w'-]{1,30})?)",
    re.IGNORECASE,
)
_DENIED_KO = re.compile(
    r"(?P<word>\b\w{1,12}(?: \w{1,12})?)\s?(?:문의|문제|얘기|이야기|건)?(?:은|는|이|가|을|를)?\s?"
    r"(?:말고|말구|아니고|아니라|아닌데|아니에요|아니예요|아닙니다|빼고|제외하고"
    r"|(?:필요\s?없|원하지\s?않|원치\s?않|안\s?원하)\w*)"
)
_LONG_WORD = 40
_PARTICLES = ("은", "는", "이", "가", "을", "를", "도", "건", "문의", "문제", "얘기", "이야기")
_FILLER_WORDS = """
a an and are as at be been but by can could do does for from get got had has have he her him his how i if in is
it its me my no not of on or our out she should so some that the their them there they this to us was we what
when where which who whom why will with would you your please pls hi hello team customer customers
still too very just no only also like want wants need needs say says said ask asks see someone anyone thing things
other may first again really been being am about into than then
고객 고객님 고객이 고객님이 누구 누구에요 누구예요 누가 어디 어디로 어떻게 뭐라고 하나요 하죠 해요 합니다
하세요 주세요 있나요 같습니다 문의예요 오늘 지금 너무 정말 진짜 때문에 무슨 왜 안 못 좀 저 제가 저희 그 이 것 거 같아요 및 또 더
"""
_FILLER = frozenset(_FILLER_WORDS.split())


@dataclass(frozen=True)
class Reading:
    """A message as it is compared.

    `text` is without what it denies; `whole` and `own` (outside quotes) are folded.
    """

    text: str
    whole: str
    own: str

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Its sentences, folded."""
        return tuple(folded for part in _CLAUSES.split(self.text) if (folded := fold(part)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """See `words_of`."""
        return words_of(self.text)


NOTHING_READ = Reading("", "", "")


def read(text: str, names: Collection[str]) -> Reading:
    """Read a message; `names` are the folded keywords of the configuration, which alone can be denied."""
    text = without_denied(shorten(_MARKUP.sub(" ", text)), names)
    own = _QUOTES.sub(" ", text)
    whole = fold(text)
    return Reading(text, whole, fold(own) if own != text else whole)


def without_denied(text: str, names: Collection[str]) -> str:
    """Leave out what the message says it is not about: "not a refund but …", "환불 말고 …"."""

    def english(found: re.Match[str]) -> str:
        words = found["word"].split()
        for count in range(len(words), 0, -1):
            if fold(" ".join(words[:count])) in names:
                return " " + " ".join(words[count:])
        return found[0]

    def korean(found: re.Match[str]) -> str:
        words = found["word"].split()
        for count in range(1, len(words) + 1):
            if any(fold(stem) in names for stem in _stems(" ".join(words[-count:]))):
                return " ".join(words[:-count]) + " "
        return found[0]

    return _DENIED_KO.sub(korean, _DENIED_EN.sub(english, text))


def _stems(word: str) -> list[str]:
    """A word without the particles and nouns that hang on it."""
    stems = [word]
    for _ in range(2):
        stems += [stem[: -len(end)].strip() for stem in stems for end in _PARTICLES if stem.endswith(end)]
    return stems


def words_of(text: str) -> tuple[str, ...]:
    """The words of a message as typed, each once, at most 80 and cut to 40 letters; without any, its first signs."""
    words = tuple(dict.fromkeys(word[:_LONG_WORD] for word in _WORD.findall(text[: LONGEST + 1])))[:80]
    return words or tuple(text.split()[:1])


def telling(words: Collection[str]) -> tuple[str, ...]:
    """The words that are not mere filler, longest first; all of them if nothing else is left."""
    kept = [word for word in words if word.lower() not in _FILLER]
    return tuple(sorted(kept or words, key=lambda word: (-len(fold(word)), word)))
