"""Who and what is in Slack."""

from datetime import datetime
from typing import Protocol

from bot.domain.escalation import Posted
from bot.domain.language import Frozen


class Member(Frozen):
    """What Slack says of somebody; every optional field may be missing there."""

    user: str
    name: str
    team: str | None = None
    email: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    is_bot: bool = False
    is_guest: bool = False
    is_stranger: bool = False
    has_left: bool = False


class Status(Frozen):
    """The status somebody set in Slack; `until` is when Slack clears it (real time, UTC), None for never."""

    emoji: str = ""
    text: str = ""
    until: datetime | None = None


class ChannelInfo(Frozen):
    """What Slack says of a channel."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_shared_outside: bool = False
    is_member: bool = False


class Directory(Protocol):
    """Who is who in Slack. The file's people are resolved at start; the rest is asked once and remembered."""

    def user_of(self, key: str) -> str | None:
        """The Slack id of somebody in the file; None if Slack does not know them."""

    def key_of(self, user: str) -> str | None:
        """The file's key of a Slack user; None for everybody else."""

    def known(self, user: str) -> Member | None:
        """What Slack lately said of a user, without asking; None where it must be asked, or knows none of that id."""

    async def member(self, user: str, *, fresh: bool = False) -> Member | None:
        """What Slack says of a user; None if it knows none of that id. `fresh` does not rest on an old answer."""

    async def group(self, group: str) -> tuple[str, ...]:
        """The Slack ids in a user group (`S…`)."""

    async def channel(self, channel: str, *, fresh: bool = False) -> ChannelInfo | None:
        """A channel by `#name` or id; None if Slack shows none. `fresh` does not rest on an old answer."""

    async def sees(self, user: str, channel: str) -> bool:
        """Whether a user can read a channel without being invited."""

    def permalink(self, posted: Posted) -> str | None:
        """The address of a message, for whoever may see it; None where Slack did not tell ours."""
