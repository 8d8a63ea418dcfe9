"""What goes wrong with Slack: its answers, its deliveries, its sockets, and the clock."""

from random import Random
from typing import Final, get_args

from playground.socket_mode import Disconnect
from tests.faults.company import Company
from tests.faults.mischief import Mischief

CLOCK_BACK: Final = "the clock going back"
METHODS: Final = (
    "chat.postMessage", "chat.postMessage", "chat.update", "chat.update", "chat.postEphemeral", "views.open",
    "views.update", "views.publish", "conversations.open", "conversations.history", "conversations.info", "users.info",
)  # fmt: skip
ANSWERS: Final = (
    "429", "429_without_retry_after", "500", "drop", "drop_after_doing", "half_close", "half_close_after_doing",
    "error:internal_error", "error:fatal_error", "error:ratelimited", "error:service_unavailable",
)  # fmt: skip
HOWS: Final[tuple[Disconnect, ...]] = get_args(Disconnect)


class AnswersBadly:
    """Calls are refused, limited, dropped, or dropped after they were carried out."""

    name = "Slack answering badly"

    async def begins(self, company: Company, dice: Random) -> None:
        """Some of the next calls."""
        for _ in range(dice.randint(2, 6)):
            kind = dice.choice(ANSWERS)
            company.slack.fault(dice.choice(METHODS), kind, times=dice.choice([1, 1, 2]))
            company.happened[f"planned {kind}"] += 1

    async def ends(self, company: Company) -> None:
        """What was planned and did not come yet never comes."""
        company.slack.playground.faults.forget()


class HangsAfterDoing:
    """A message is posted, and the answer never comes."""

    name = "Slack silent after having done it"

    async def begins(self, company: Company, dice: Random) -> None:
        """One of the next calls."""
        company.slack.fault(dice.choice(METHODS[:4]), "timeout_after_doing")

    async def ends(self, company: Company) -> None:
        """It is waited for, for as long as the bot has patience."""
        company.slack.playground.faults.forget()


class DeliversBadly:
    """Events come twice, and are overtaken by others."""

    name = "events twice and out of order"

    async def begins(self, company: Company, dice: Random) -> None:
        """Some of the next ones."""
        company.slack.deliver_badly(twice=dice.randint(1, 4), late=dice.randint(0, 2))

    async def ends(self, company: Company) -> None:
        """Those that follow come once."""
        company.slack.playground.deliveries.deliver_well()


class SocketsEnd:
    """Socket Mode connections end in every way they can, one after the other or all at once."""

    name = "sockets that end"

    async def begins(self, company: Company, dice: Random) -> None:
        """One of them, or all."""
        how = dice.choice(HOWS)
        company.happened[f"sockets: {how}"] += 1
        await company.slack.disconnect(how, only=dice.choice([0, 1, None]))

    async def ends(self, company: Company) -> None:
        """The bots notice by themselves."""


class ClockJumps:
    """Time leaps, as on a machine that was asleep: all that fell due meanwhile is late at once."""

    name = "the clock jumping ahead"

    async def begins(self, company: Company, dice: Random) -> None:
        """Minutes or hours, within the working day."""
        await company.slack.forward(minutes=dice.choice([16, 47, 125]))

    async def ends(self, company: Company) -> None:
        """It goes on from there."""


class ClockGoesBack:
    """The clock is set back, as on a machine whose clock was ahead: what fell due meanwhile falls due once more."""

    name = CLOCK_BACK

    async def begins(self, company: Company, dice: Random) -> None:
        """Minutes, at whatever time of the day; also past the hour of a night."""
        await company.slack.back(minutes=dice.choice([3, 16, 45]))

    async def ends(self, company: Company) -> None:
        """It goes on from there."""


ILLS_OF_SLACK: tuple[Mischief, ...] = (
    AnswersBadly(),
    AnswersBadly(),
    DeliversBadly(),
    SocketsEnd(),
    ClockJumps(),
)
RARE_ILLS_OF_SLACK: tuple[Mischief, ...] = (HangsAfterDoing(),)
"""Each holds a bot for twenty seconds."""
