"""What telling people of changed files needs from the outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.domain.differences import Differences
from bot.domain.escalation import Posted
from bot.domain.language import Frozen
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile
from bot.ports import Lease


class Version(Frozen):
    """What both files said at one time; `sha` tells one from another, whatever comments and spaces there are."""

    sha: str
    file: TeamFile
    philosophy: Philosophy


class Pending(Frozen):
    """A version nobody was told of yet. `id` is that of the news it will be, `since` when it came (bot's clock).

    `mends`: the keepers were told of a broken file before it.
    """

    id: str
    version: Version
    since: datetime
    mends: bool = False


class FilesTold(Frozen):
    """How far people know the files: `told` is what they were told last, `bad` the news of a file broken now."""

    told: Version
    pending: Pending | None = None
    bad: str | None = None
    revision: int = 1


class News(Frozen):
    """Something about the files that people are told: what changed, or (`problems`) why it does not count.

    `mended`: a broken file was told of before, and this is the good one that follows. `readers` are the
    Slack users it touches, who are asked to acknowledge it; `crowd` that they are too many to write to.
    """

    id: str
    at: datetime
    differences: Differences | None = None
    problems: tuple[str, ...] = ()
    mended: bool = False
    readers: tuple[str, ...] = ()
    crowd: int = 0
    names: tuple[tuple[str, str], ...] = ()
    """Slack user and the file's key of everybody who reads it."""

    def key_of(self, user: str) -> str | None:
        """The file's key of somebody who reads it."""
        return dict(self.names).get(user)


class Leaf(Frozen):
    """One message of some news: to a keeper, to somebody it touches, or into a team's channel.

    `due` is when it may be said (bot's clock), `posting_since` (real time) when saying it began, and
    `given_up` Slack's reason for never taking it.
    """

    id: str
    news: str
    kind: Literal["keeper", "person", "team"]
    to: str
    channel: str | None = None
    due: datetime
    posting_since: datetime | None = None
    posted: Posted | None = None
    given_up: str | None = None
    revision: int = 1

    @property
    def key(self) -> str:
        """What travels with the message."""
        return f"file-{self.id}"


def leaf_id(news: str, kind: Literal["keeper", "person", "team"], to: str) -> str:
    """The one message of a kind that somebody, or a team, gets of some news."""
    return f"{news}-{kind}-{to}"


@dataclass(frozen=True)
class Told:
    """News with who acknowledged it when (UTC)."""

    news: News
    seen: Mapping[str, datetime] = field(default_factory=dict)


class NewsBook(Protocol):
    """The files as people know them, and the news about them. Items `files:all` and `news:<leaf>`."""

    async def files(self) -> FilesTold | None:
        """How far people know the files; None before the first start."""

    async def save_files(
        self,
        files: FilesTold,
        *,
        due: datetime | None,
        lease: Lease | None = None,
        news: News | None = None,
        leaves: tuple[Leaf, ...] = (),
    ) -> bool:
        """Replace what stands at `files.revision - 1`, in one step with the news that come of it.

        False if it moved on, or the lease is lost.
        """

    async def news(self, news_id: str) -> Told | None:
        """Some news; None once they are forgotten, 90 days after."""

    async def leaf(self, leaf_id: str) -> Leaf | None:
        """One of its messages."""

    async def save_leaf(self, leaf: Leaf, *, due: datetime | None, lease: Lease) -> bool:
        """Replace the one that stands at `leaf.revision - 1`; False if it moved on or the lease is lost."""

    async def acknowledge(
        self, news_id: str, user: str, at: datetime, *, redraw: tuple[str, ...], due: datetime
    ) -> bool:
        """Note that somebody has read it, and let messages be drawn anew; False if they had, or it is gone."""


class NewsBoard(Protocol):
    """Says news in Slack, to each reader in their language."""

    async def post(self, leaf: Leaf, told: Told) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def redraw(self, leaf: Leaf, told: Told) -> None:
        """Show who has read it by now.

        Raises:
            Refused: Slack said no.
            Unclear: again does no harm.
        """

    async def find(self, leaf: Leaf, *, since: datetime) -> Posted | None:
        """What was said of it since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
