"""One night of a team, and the one run of it."""

from datetime import date, datetime
from typing import Literal

from bot.domain.escalation import Post, Posted
from bot.domain.language import Frozen


class NightKey(Frozen):
    """One local date of one team."""

    team: str
    date: date

    def __str__(self) -> str:
        return f"{self.team}:{self.date.isoformat()}"


class NightRoom(Frozen):
    """What is known of the channel of a team's nights.

    `named` is how the file named it, `id` where the last post stands, `told` what its lead was told of it last.
    """

    named: str
    id: str | None = None
    told: str | None = None


class NightRun(Frozen):
    """The one run of one night, and how far it got.

    It exists from the moment the night closes: nothing more is accepted, what it holds is
    fixed. `also` are missed dates that share its post; each of those has a run of its own
    whose `part_of` says where it went. `private` are the recipients who had chosen, when it
    closed, not to be named in public; `absent` are those who are no colleagues any more; `mention`
    those who like to be mentioned. `layout` are the ids of the kudos on each message of its post,
    `story` the one told first, `thanked` the dates it thanks somebody for: all fixed before
    anything is posted, so that a post is edited where it stands. `room` is the channel (its id) that a message of the
    post was last about to be posted to. A `problem` means that Slack did not let us post: the next night of the team
    takes it along.
    """

    version: Literal[1] = 1
    revision: int = 0
    night: NightKey
    state: Literal["closed", "done"] = "closed"
    also: tuple[date, ...] = ()
    part_of: date | None = None
    closed: datetime
    done: datetime | None = None
    private: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    layout: tuple[tuple[str, ...], ...] = ()
    story: str | None = None
    thanked: tuple[date, ...] = ()
    posts: tuple[Post, ...] = ()
    room: str | None = None
    problem: str | None = None

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates whose thanks it posts, earliest first."""
        return tuple(sorted((*self.also, self.night.date)))

    def page_key(self, number: int) -> str:
        """Under which key a message of its post is noted; pages count from 1."""
        return f"night-{self.night}-{number}"

    def post(self, key: str) -> Post | None:
        """Our note of one of its messages."""
        return next((post for post in self.posts if post.key == key), None)

    def posted(self, key: str) -> Posted | None:
        """Where one of its messages stands in Slack."""
        found = self.post(key)
        return found.posted if found else None

    def may_stand(self, key: str) -> bool:
        """Whether one of its messages stands in Slack, or may: the intent to post it does, and nobody has noted more."""
        found = self.post(key)
        return found is not None and found.given_up is None

    @property
    def stands_in(self) -> str | None:
        """The channel in which a message of its post stands, or may: its pages stay together."""
        pages = [self.post(self.page_key(number)) for number in range(1, len(self.layout) + 1)]
        posted = next((page.posted.channel for page in pages if page and page.posted), None)
        return posted or (self.room if any(page and page.given_up is None for page in pages) else None)

    @property
    def messages(self) -> int:
        """How many messages of its post stand in Slack."""
        start = f"night-{self.night}-"
        return sum(post.posted is not None for post in self.posts if post.key.startswith(start))

    def noting(self, post: Post) -> "NightRun":
        """The run with our note of that message replaced or added."""
        others = tuple(other for other in self.posts if other.key != post.key)
        return self.model_copy(update={"posts": (*others, post)})

    def without(self, key: str) -> "NightRun":
        """The run without our note of that message: it does not stand."""
        return self.model_copy(update={"posts": tuple(post for post in self.posts if post.key != key)})
