"""What the verbs of the library work with, handed over once by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.escalation import Party
from bot.domain.hours import wall_clock
from bot.domain.practice_acts import approvers_of
from bot.ports import Clock, Deadlines, Directory, NewId
from bot.ports.practices import LibraryBoard, LibraryBook, ReviewBook
from bot.services.handbook import Handbook


@dataclass(frozen=True)
class LibraryTools:
    """`clock` decides deadlines and may be moved; `wall_clock` is real time, for what Slack sees.

    `follow` tells what a change left to be told; where it does not, the deadline does.
    """

    handbook: Callable[[], Handbook]
    book: LibraryBook
    reviews: ReviewBook
    board: LibraryBoard
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    follow: Callable[[str], None]

    @property
    def approvers(self) -> tuple[str, ...]:
        """The file's keys of those who decide."""
        handbook = self.handbook()
        return approvers_of(handbook.file, handbook.philosophy)

    @property
    def approvers_in_slack(self) -> dict[str, str]:
        """Slack id -> key of those Slack knows."""
        known = ((self.directory.user_of(key), key) for key in self.approvers)
        return {user: key for user, key in known if user}

    def is_approver(self, by: Party) -> bool:
        """Whether somebody decides."""
        return by.key in self.approvers

    def today(self, now: datetime) -> date:
        """The workspace's local date: review dates are counted by it."""
        return wall_clock(now, ZoneInfo(self.handbook().file.workspace.time_zone)).date()

    def review_by(self, now: datetime) -> date:
        """When what is accepted or kept now is read again."""
        return self.today(now) + self.handbook().philosophy.practices.review_after
