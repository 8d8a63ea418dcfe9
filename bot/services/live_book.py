"""The handbook as it holds now: what the files said when last read, with the covers last known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.away_status import AwayStatus
from bot.domain.feeds import Feed
from bot.domain.oncall import Cover
from bot.services.handbook import Handbook


class LiveBook:
    """Called, it answers the handbook of this moment; whoever holds one across an await may hold an old one."""

    def __init__(self, book: Handbook) -> None:
        self._book = book

    def __call__(self) -> Handbook:
        """The handbook of this moment."""
        return self._book

    def adopt(self, book: Handbook) -> None:
        """The files changed: from now on they say this. Covers, calendars and statuses stay."""
        present = self._book.roster
        roster = book.roster.with_feeds(present.feeds).with_covers(present.covers)
        self._book = replace(book, roster=roster.with_statuses(present.statuses))

    def deepen(self, understood: Handbook) -> bool:
        """The same files, understood better; False if they changed meanwhile, so that it is to be done again."""
        present = self._book
        if present.file is not understood.file or present.philosophy is not understood.philosophy:
            return False
        self._book = replace(present, topics=understood.topics, situations=understood.situations)
        return True

    def feed(self, feeds: Mapping[str, Feed]) -> None:
        """The calendars that schedules name, as they were last read."""
        self._book = replace(self._book, roster=self._book.roster.with_feeds(feeds))

    def passed_over(self, statuses: Mapping[str, AwayStatus]) -> None:
        """Whose Slack status says away, as last heard."""
        if statuses != self._book.roster.statuses:
            self._book = replace(self._book, roster=self._book.roster.with_statuses(statuses))

    def cover(self, covers: Sequence[Cover]) -> None:
        """The covers that hold now or later, in the order they were made."""
        if tuple(covers) != self._book.roster.covers:
            self._book = replace(self._book, roster=self._book.roster.with_covers(covers))
