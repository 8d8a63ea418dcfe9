"""What the two files say, made ready for use once: everything a question needs, in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.domain.decision import Entry
from bot.domain.feeds import Feed
from bot.domain.hours import Calendars
from bot.domain.matching import Matcher, Semantic
from bot.domain.oncall import Cover, Roster
from bot.domain.philosophy import Philosophy
from bot.domain.policy import Policy, TargetKind
from bot.domain.team_file import TeamFile

UnderstandWith = Callable[[Sequence[Entry], Sequence[str]], Semantic | None]
"""Makes the sentence encoder's view of some entries, beside phrases that are for none of them."""


def by_words_alone(_entries: Sequence[Entry], _not_for_us: Sequence[str]) -> None:
    """Understanding without the encoder."""


@dataclass(frozen=True)
class Handbook:
    """The team's two files as they hold now."""

    file: TeamFile
    philosophy: Philosophy
    calendars: Calendars
    roster: Roster
    topics: Matcher
    situations: Matcher

    @classmethod
    def of(
        cls,
        file: TeamFile,
        philosophy: Philosophy,
        calendars: Calendars,
        *,
        understand: UnderstandWith = by_words_alone,
        covers: Sequence[Cover] = (),
        feeds: Mapping[str, Feed] | None = None,
    ) -> "Handbook":
        """Both files ready for use; seconds with the encoder. What questions in one's own words need: see `index`."""
        topics, situations = tuple(topic_entries(file)), tuple(situation_entries(philosophy))
        not_for_us = philosophy.not_for_us.both
        return cls(
            file=file,
            philosophy=philosophy,
            calendars=calendars,
            roster=Roster(file, calendars, covers, feeds),
            topics=_matcher(topics, not_for_us, understand),
            situations=_matcher(situations, not_for_us, understand),
        )

    def index(self) -> None:
        """Make ready what questions in one's own words need; takes half a second, which the first of them does else."""
        self.topics.index()
        self.situations.index()

    def understood_with(self, understand: UnderstandWith) -> "Handbook":
        """The same files, understood with the encoder too; takes seconds."""
        not_for_us = self.philosophy.not_for_us.both
        topics, situations = tuple(topic_entries(self.file)), tuple(situation_entries(self.philosophy))
        return replace(
            self,
            topics=self.topics.with_meaning(_meaning(topics, not_for_us, understand)),
            situations=self.situations.with_meaning(_meaning(situations, not_for_us, understand)),
        )

    @property
    def last_resort(self) -> Policy:
        """Who is asked when nothing matches, as a policy."""
        return Policy(levels=self.file.workspace.last_resort.levels)

    @cached_property
    def last_resort_team(self) -> str:
        """The team whose channel gets a card that belongs to no topic: the first the last resort asks."""
        targets = [target for level in self.last_resort.levels for target in level.ask]
        teams = [target.ref for target in targets if target.kind in (TargetKind.TEAM, TargetKind.LEAD)]
        teams += [team for target in targets if (team := self.file.primary_team(target.ref))]
        return next(iter([*teams, *self.file.teams]))


def _matcher(entries: tuple[Entry, ...], not_for_us: tuple[str, ...], understand: UnderstandWith) -> Matcher:
    """What words need is shared by all who understand the same words, with the encoder or without: 5 MB for the example."""
    words = _by_words(entries, not_for_us)
    return (
        words
        if understand is by_words_alone
        else words.with_meaning(_meaning(entries, not_for_us, understand))
    )


@lru_cache(maxsize=4)
def _by_words(entries: tuple[Entry, ...], not_for_us: tuple[str, ...]) -> Matcher:
    """Made once for the same words: most changes of a file are of people and ladders, not of what it understands."""
    return Matcher(entries, not_for_us=not_for_us)


@lru_cache(maxsize=4)
def _meaning(
    entries: tuple[Entry, ...], not_for_us: tuple[str, ...], understand: UnderstandWith
) -> Semantic | None:
    """Worked out once, for the same reason."""
    return understand(entries, not_for_us)


def topic_entries(file: TeamFile) -> list[Entry]:
    """What the matcher compares a question with: both languages of every topic, in the file's order."""
    return [
        Entry(
            id=key,
            titles=topic.title.both,
            keywords=topic.keywords.both,
            examples=topic.examples.both,
            see_also=topic.see_also,
            critical=topic.critical,
        )
        for key, topic in file.topics.items()
    ]


def situation_entries(philosophy: Philosophy) -> list[Entry]:
    """The same for situations."""
    return [
        Entry(
            id=key,
            titles=situation.title.both,
            keywords=situation.keywords.both,
            examples=situation.examples.both,
        )
        for key, situation in philosophy.situations.items()
    ]
