"""What goes wrong with bots, and what a mischief is: something that begins, lasts a few deeds, and ends."""

from random import Random
from typing import Protocol

from tests.faults.company import Company


class Mischief(Protocol):
    """Something that goes wrong for a while."""

    @property
    def name(self) -> str:
        """For the report."""
        ...

    async def begins(self, company: Company, dice: Random) -> None:
        """From now on."""
        ...

    async def ends(self, company: Company) -> None:
        """All is well again, though what it has done is done."""
        ...


class KilledAtAStep:
    """A bot dies after a step: the store or Slack has done it, and nobody hears the answer."""

    name = "a bot killed after a step"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - the steps roll dice
        """Any step may be the last."""
        company.replicas.arm(on=True)

    async def ends(self, company: Company) -> None:
        """None is."""
        company.replicas.arm(on=False)


class KilledAnyTime:
    """SIGKILL at any moment, one bot or all."""

    name = "bots killed at any time"

    async def begins(self, company: Company, dice: Random) -> None:
        """One of them, or all at once."""
        for replica in dice.choice(
            [company.replicas.all[:1], company.replicas.all[1:], company.replicas.all]
        ):
            replica.steps.kill()

    async def ends(self, company: Company) -> None:
        """Others follow, as the company becomes calm."""


class Frozen:
    """SIGSTOP, in the middle of a day and past its leases; another does its work, then it goes on where it was."""

    name = "a bot frozen past its leases"

    async def begins(self, company: Company, dice: Random) -> None:
        """One of them, at once or as soon as it holds a lease."""
        dice.choice(company.replicas.all).freeze()
        await company.slack.forward(minutes=dice.choice([0, 20, 90]))

    async def ends(self, company: Company) -> None:
        """The others have done what it held; then it wakes up."""
        await company.calm(f"{self.name}, still asleep")
        for replica in company.replicas.all:
            if replica.frozen:
                replica.thaw()


KILLS: tuple[Mischief, ...] = (KilledAtAStep(), KilledAtAStep(), KilledAnyTime(), Frozen())
