"""What goes wrong with deliveries over signed HTTP: Slack repeats what it heard no answer to."""

from random import Random
from typing import Literal

from tests.faults.company import Company

How = Literal["unreached", "unheard", "mislaid"]


class DeliveryFails:
    """Some of the next deliveries fail on their way, and Slack sends events again: to whichever bot is next."""

    def __init__(self, how: How, name: str) -> None:
        self.name = name
        self._how = how

    async def begins(self, company: Company, dice: Random) -> None:
        """A few of them."""
        assert company.front
        setattr(company.front, self._how, dice.randint(1, 5))

    async def ends(self, company: Company) -> None:
        """Those that follow arrive, once."""
        assert company.front
        company.front.well()
        company.happened["deliveries repeated by Slack"] += company.front.repeated
        company.front.repeated = 0


ILLS_OF_HTTP = (
    DeliveryFails("unreached", "requests that reach nobody"),
    DeliveryFails("unheard", "answers that are lost on their way"),
    DeliveryFails("mislaid", "requests that come after their repetition"),
)
