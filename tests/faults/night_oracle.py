"""What nights were given, and what of it did not arrive once in its one place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from playground.driver import LocalSlack
from playground.people import Message

_Where = dict[str, list[tuple[str, str]]]
"""Mark -> the kinds of conversations it stands in, and under which keys."""


@dataclass
class Told:
    """What the nights were given, and what became of it."""

    public: dict[str, date] = field(default_factory=dict)
    quiet: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    nights: int = 0

    def beside(self, other: "Told") -> "Told":
        """Both together."""
        return Told(
            public=self.public | other.public,
            quiet=self.quiet | other.quiet,
            notes=self.notes | other.notes,
            deaths=self.deaths + other.deaths,
            faults=self.faults + other.faults,
            nights=self.nights + other.nights,
        )


def wrong(slack: LocalSlack, told: Told) -> list[str]:
    """What did not arrive once, and in its one place. Empty: everything did."""
    said, where = _read(slack)
    found = [f"{key} stands {times} times in {place}" for (place, key), times in said.items() if times > 1]
    knocks = Counter(key for _, key in said if key.startswith("note-"))
    return [*found, *_thanks(told, where), *_notes(told, knocks)]


def _read(slack: LocalSlack) -> tuple[Counter[tuple[str, str]], _Where]:
    said = Counter[tuple[str, str]]()
    where: _Where = {}
    for channel in slack.playground.world.channels.values():
        for message in channel.messages.values():
            if message.metadata is None or message.only_for is not None:
                continue
            key = str(message.metadata["event_payload"]["key"])
            said[channel.id, key] += 1
            for mark in _marks(message):
                where.setdefault(mark, []).append((channel.kind, key))
    return said, where


def _thanks(told: Told, where: _Where) -> Iterator[str]:
    for mark, given in told.public.items():
        stands = [place for place in where.get(mark, []) if place[0] != "dm"]
        if len(stands) != 1:
            yield f"{mark} of {given}: in public {len(stands)} times: {stands}"
    for mark in told.quiet:
        places = where.get(mark, [])
        if [kind for kind, _ in places] != ["dm"]:
            yield f"{mark}, for one person alone, stands in {places}"


def _notes(told: Told, knocks: Counter[str]) -> Iterator[str]:
    for note in told.notes:
        if knocks[f"note-{note}"] != 1:
            yield f"the knock of note {note} came {knocks[f'note-{note}']} times"


def _marks(message: Message) -> list[str]:
    text = message.text + str(message.blocks)
    return sorted(
        {word for word in text.replace("\\n", " ").split() if word.startswith("zq") and word.endswith("q")}
    )
