"""What is counted of how people use the answers, and the few texts a team may choose to keep of it.

A count holds no text and nobody's name. A text is kept only where values.yaml says `learning: {keep_text: …}`, with
what is obviously somebody's data masked, without its author, and it expires.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.domain.language import Frozen
from bot.domain.lexical import key_of
from bot.domain.personal_data import personal_data


class Realm(StrEnum):
    """What a question was compared with."""

    TOPIC = "topic"
    SITUATION = "situation"


class Deed(StrEnum):
    """What somebody did, or what became of their question."""

    SHOWN = "shown"
    """The entry was answered directly, or its card shown."""
    PICKED = "picked"
    """Among what was offered, or from the list of all."""
    BESIDE = "beside"
    """Instead of another entry that was answered directly."""
    USEFUL = "useful"
    NOT_USEFUL = "not_useful"
    NONE_FITS = "none_fits"
    """None of those offered."""
    UNMATCHED = "unmatched"
    """Nothing could be offered."""


_SLOTS = {
    Deed.PICKED: "pick",
    Deed.BESIDE: "pick",
    Deed.NONE_FITS: "pick",
    Deed.USEFUL: "vote",
    Deed.NOT_USEFUL: "vote",
}
"""What excludes each other: of these a person's last one counts."""

_ALONE = frozenset({Deed.SHOWN, Deed.UNMATCHED})

TEACHES = frozenset({Deed.PICKED, Deed.BESIDE, Deed.NONE_FITS, Deed.UNMATCHED})
"""Where the words of a question tell a keeper something that the count does not."""

LONGEST_KEPT = 200
"""Characters of a question that is kept at most. A longer one is a pasted conversation, and only counted."""

TYPED_FOR = timedelta(days=1)
"""How long it is known that somebody typed a text to Baton: only then may a later press keep it."""
COUNTS_FOR = timedelta(days=400)
"""How long a month's counts are kept: so that a month can be compared with the same one a year ago."""
BALLOTS_FOR = timedelta(days=2)
"""How long it is known what a person's last press on a card was, so that a second one replaces it."""


class Mark(Frozen):
    """One thing that is counted; `entry` is the topic or situation, empty where none is meant."""

    realm: Realm
    deed: Deed
    entry: str = ""

    @property
    def name(self) -> str:
        """As it stands in the store: `situation:useful:empathy`."""
        return f"{self.realm}:{self.deed}:{self.entry}"

    @classmethod
    def named(cls, name: str) -> "Mark | None":
        """Back from its name; None for one that only a newer version knows."""
        realm, _, rest = name.partition(":")
        deed, _, entry = rest.partition(":")
        if realm not in set(Realm) or deed not in set(Deed):
            return None
        return cls(realm=Realm(realm), deed=Deed(deed), entry=entry)

    def slot(self, text: str) -> str:
        """Which card's which question this answers: of one person and one slot the last mark counts."""
        kind = _SLOTS.get(self.deed, str(self.deed))
        about = "" if kind == "pick" or self.deed is Deed.UNMATCHED else self.entry
        return f"{kind}|{self.realm}|{about}|{_key_of(text)}"

    @property
    def replaces_nothing(self) -> bool:
        """Whether of its slot nothing else can stand there: what somebody was shown they were shown."""
        return self.deed in _ALONE


@lru_cache(maxsize=256)
def _key_of(text: str) -> str:
    """The same question is asked by many, and counted for each."""
    return key_of(text)


@dataclass(frozen=True)
class Asked:
    """Somebody asked, and this became of it; None where they are offered a choice. `typed` by themselves."""

    user: str
    text: str
    mark: Mark | None
    typed: bool = True


Counts = Mapping[Mark, int]


class MonthCounts(Frozen):
    """What was counted in a month (UTC), by its first day."""

    month: date
    counts: dict[Mark, int]


class Wording(Frozen):
    """A text that may be kept: `text` as keepers will read it, `key` what it shares with texts alike."""

    text: str
    key: str
    keep: timedelta
    people: int
    """Different people who must have written it before it is proposed; until then each is known by a digest."""


class KeptQuestion(Frozen):
    """A text that several may have typed, with what they did next; nobody's name. `people` counts no further than asked."""

    text: str
    counts: dict[Mark, int]
    people: dict[Mark, int]


class Learned(Frozen):
    """Everything the store holds of it."""

    months: tuple[MonthCounts, ...] = ()
    questions: tuple[KeptQuestion, ...] = ()


_MENTION = re.compile(r"<[@#!][^>\n]{1,200}>")
_LINK = re.compile(r"<?\bhttps?://[^\s>]+>?|\bwww\.\S+", re.IGNORECASE)
_NUMBER = re.compile(r"#\d{3,}|[#\w/_-]*\d(?:[ .,()/_+-]{0,3}[#\w]*\d){4,}[\w/_-]*")
"""Five digits and more, with what hangs on them: orders, cards, phones, tickets. `2026` and `15:30` stay."""
_NAMED_NUMBER = re.compile(
    r"((?:주문|예약|회원|송장|접수|티켓|고객)\s*번호|\b(?:order|invoice|ticket|booking|account|customer)"
    r"(?:\s*(?:number|no\.?|id))?)\s*[:#]?\s*(?=[\w-]*\d)[\w-]+",
    re.IGNORECASE,
)
MASK = "…"


def masked(text: str) -> str:
    """The text on one line, without what is obviously somebody's: addresses, numbers, links, mentions."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf"
    )
    plain = _LINK.sub(MASK, _MENTION.sub(MASK, plain))
    for found in reversed(personal_data(plain)):
        plain = plain[: found.start] + MASK + plain[found.end :]
    plain = _NAMED_NUMBER.sub(rf"\1 {MASK}", _NUMBER.sub(MASK, plain))
    return " ".join(plain.split())


def wording(text: str, *, keep: timedelta | None, people: int) -> Wording | None:
    """What may be kept of a text; None where nothing may, or where it has no words or too many."""
    if keep is None or len(text) > LONGEST_KEPT:
        return None
    said = masked(text)
    key = key_of(said)
    return Wording(text=said, key=key, keep=keep, people=people) if key else None
