"""Which mischiefs go together in one life, and the seeds of each that CI lives through."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.faults.company_life import Lived, lived
from tests.faults.mischief import KILLS, Mischief
from tests.faults.mischief_http import ILLS_OF_HTTP
from tests.faults.mischief_slack import (
    ILLS_OF_SLACK,
    RARE_ILLS_OF_SLACK,
    AnswersBadly,
    ClockGoesBack,
    ClockJumps,
)
from tests.faults.mischief_store import FAILOVERS, ILLS_OF_THE_STORE
from tests.faults.nursery import Nursery, nursery

DEEDS_IN_CI = 16


@dataclass(frozen=True)
class Mix:
    """Mischiefs of one life. `watched`: the store is a primary and its replica under a Sentinel.

    `http`: Slack's requests are signed HTTP, through a balancer, instead of Socket Mode. `often`: how likely a deed
    comes under a mischief.
    `seeds` are lived through each time: the first is any, those that follow once found something.
    """

    mischiefs: tuple[Mischief, ...]
    seeds: tuple[int, ...]
    watched: bool = False
    http: bool = False
    often: float = 0.25


MIXES: Mapping[str, Mix] = MappingProxyType(
    {
        "killed": Mix(KILLS, seeds=(1,)),
        "slack": Mix(ILLS_OF_SLACK, seeds=(1,)),
        "store": Mix(ILLS_OF_THE_STORE, seeds=(1,)),
        "failover": Mix(FAILOVERS, seeds=(1,), watched=True),
        "http": Mix(
            (
                *KILLS,
                *ILLS_OF_HTTP,
                *ILLS_OF_HTTP,
                ClockGoesBack(),
                ClockGoesBack(),
                ClockJumps(),
                AnswersBadly(),
            ),
            seeds=(1,),
            http=True,
            often=0.5,
        ),
        "everything": Mix(
            (*KILLS, *ILLS_OF_SLACK, ClockGoesBack(), *RARE_ILLS_OF_SLACK, *ILLS_OF_THE_STORE),
            seeds=(1,),
        ),
    }
)


async def live(mix: str, folder: Path, bots: Nursery, seed: int, *, deeds: int) -> Lived:
    """One life with the mischiefs of that name."""
    chosen = MIXES[mix]
    return await lived(
        folder,
        bots,
        seed,
        chosen.mischiefs,
        deeds=deeds,
        often=chosen.often,
        watched=chosen.watched,
        http=chosen.http,
    )


async def lives_of_ci(mix: str, folder: Path) -> str:
    """Every seed kept for it; what was wrong, empty if nothing was."""
    wrong = []
    async with nursery() as bots:
        for seed in MIXES[mix].seeds:
            life = await live(mix, folder / f"{seed}", bots, seed, deeds=DEEDS_IN_CI)
            wrong += [life.report()] if life.wrong else []
    return "\n".join(wrong)
