"""What one night brings and where it stands, decided once, when the night closes and before anything is posted.

It is read in one pass over the night's kudos and keeps none of their words, so that a night of thousands takes no more
memory than its list of ids.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from bot.domain.digest import named_in, quietly
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightRun

PAGE_CHARACTERS = 3_000
"""Of thanks on one message: with its title in both languages it stays under the 4,000 that Slack advises
for the plain text, which is all that phones and screen readers show."""

PAGE_ENTRIES = 30
"""Thanks and headings on one message: with what stands around them it stays under Slack's 50 blocks."""

STORY_CHARACTERS = 120
"""A story has room for what happened: shorter words are thanks like any other, unless a bad day turned good."""

_FRAME = 40
"""Characters that a name, and what stands around words, may take."""

_HEADING = 200
"""Characters that the name of a value and its why may take."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is kept of one kudos while a night is laid out."""

    kudos: str
    given: datetime
    value: str | None
    about: str | None
    named: frozenset[str]
    weight: int
    tells: tuple[bool, int] | None
    """How much of a story it is, if everybody named in it chose to be thanked in public."""


@dataclass(frozen=True)
class Laid:
    """What one night brings. `layout` are the ids of the kudos on each message of the post.

    `thanked` are the dates it thanks somebody for; `alone` the ids in each direct message to somebody.
    """

    layout: tuple[tuple[str, ...], ...] = ()
    story: str | None = None
    thanked: tuple[date, ...] = ()
    alone: tuple["Alone", ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """One direct message: its reader, the date of their night, which of their messages, and what it brings."""

    user: str
    date: date
    number: int
    kudos: tuple[str, ...]


class Layout:
    """Lays out one run: `add` what the night holds, in any order, then take `laid`."""

    def __init__(self, run: NightRun, values: Sequence[str], public: Collection[str] = ()) -> None:
        """`run` tells who is named no more; `public` are those who chose to be thanked in public."""
        self._run = run
        self._values = values
        self._public = public
        self._leaves: list[Leaf] = []
        self._thanked: set[date] = set()
        self._alone: dict[tuple[str, date], list[tuple[datetime, str, int]]] = {}

    def add(self, kudos: Iterable[Kudos]) -> None:
        """Some of what the night holds. What was taken back is nowhere; a "+1" is under what it joins."""
        for entry in kudos:
            if entry.taken_back is not None:
                continue
            for reader in quietly(self._run, entry):
                self._alone.setdefault(reader, []).append(
                    (entry.given, entry.id, len(entry.text) + 2 * _FRAME)
                )
            named = named_in(self._run, entry)
            if not named or entry.joins is not None:
                continue
            users = frozenset(party.user for party in named)
            self._thanked |= {one.night.date for one in entry.recipients if one.who.user in users}
            self._leaves.append(
                Leaf(
                    kudos=entry.id,
                    given=entry.given,
                    value=entry.value if entry.value in self._values else None,
                    about=entry.about,
                    named=users,
                    weight=_weight(entry, len(named)),
                    tells=self._tells(entry),
                )
            )

    def laid(self) -> Laid:
        """Where everything stands."""
        leaves = sorted(self._leaves, key=lambda leaf: (leaf.given, leaf.kudos))
        cards = _cards(leaves)
        story = self._story(leaves) if len(cards) > 1 else None
        ordered = sorted(
            _ordered(cards, self._values), key=lambda card: not any(leaf is story for leaf in card)
        )
        return Laid(
            layout=tuple(tuple(leaf.kudos for leaf in page) for page in _cut(ordered)),
            story=story.kudos if story else None,
            thanked=tuple(sorted(self._thanked)),
            alone=tuple(self._messages()),
        )

    def _tells(self, entry: Kudos) -> tuple[bool, int] | None:
        everybody = {party.user for party in (*entry.people, *entry.mentioned)}
        turned = "turnaround" in entry.tags
        enough = turned or len(entry.text) >= STORY_CHARACTERS
        return (turned, len(entry.text)) if enough and everybody <= set(self._public) else None

    @staticmethod
    def _story(leaves: Sequence[Leaf]) -> Leaf | None:
        telling = [(leaf.tells, leaf) for leaf in leaves if leaf.tells]
        return max(telling, key=lambda pair: pair[0])[1] if telling else None

    def _messages(self) -> Iterator[Alone]:
        for (user, day), found in self._alone.items():
            pages: list[list[str]] = []
            room = 0
            for _given, kudos, weight in sorted(found):
                if not pages or weight > room or len(pages[-1]) == PAGE_ENTRIES:
                    pages.append([])
                    room = PAGE_CHARACTERS
                pages[-1].append(kudos)
                room -= weight
            for number, page in enumerate(pages, start=1):
                yield Alone(user=user, date=day, number=number, kudos=tuple(page))


def _weight(entry: Kudos, named: int) -> int:
    """How many characters it takes on a message: `&`, `<` and `>` are written as entities, an emoji counts twice."""
    text = escape(entry.text, quote=False)
    letters = len(text) + sum(character > "\uffff" for character in text) + text.count("\n")
    return letters + _FRAME * (named + 1 + len(entry.mentioned) + len(entry.tags))


def _cards(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """Those for one message to some of the same people together, where the first of them stands."""
    cards: list[list[Leaf]] = []
    about: dict[str, list[list[Leaf]]] = {}
    for leaf in leaves:
        near = about.setdefault(leaf.about, []) if leaf.about else []
        card = next((card for card in near if any(leaf.named & other.named for other in card)), None)
        if card is not None:
            card.append(leaf)
            continue
        made = [leaf]
        cards.append(made)
        near.append(made)
    return cards


def _ordered(cards: Sequence[Sequence[Leaf]], values: Sequence[str]) -> Iterator[Sequence[Leaf]]:
    """By value in the file's order, those without one last; inside one breadth comes before volume."""
    for value in (*values, None):
        times: Counter[str] = Counter()
        ranked = []
        for card in cards:
            if card[0].value == value:
                users = {user for leaf in card for user in leaf.named}
                ranked.append((min(times[user] for user in users), card))
                times.update(users)
        yield from (card for _, card in sorted(ranked, key=lambda pair: pair[0]))


def _cut(cards: Iterable[Sequence[Leaf]]) -> Iterator[list[Leaf]]:
    """Pages within the limits. A card goes to the next one whole, if it fits there."""
    page: list[Leaf] = []
    entries = room = 0
    for card in cards:
        heading = not page or page[-1].value != card[0].value
        weight = sum(leaf.weight for leaf in card) + _HEADING * heading
        if page and (weight > room or len(card) + heading > entries) and weight <= PAGE_CHARACTERS:
            yield page
            page = []
        for leaf in card:
            needs = leaf.weight + _HEADING * heading
            if page and (needs > room or entries <= heading):
                yield page
                page = []
            if not page:
                entries, room, heading = PAGE_ENTRIES, PAGE_CHARACTERS, True
                needs = leaf.weight + _HEADING
            page.append(leaf)
            entries, room, heading = entries - 1 - heading, room - needs, False
    if page:
        yield page
