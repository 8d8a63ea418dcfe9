"""A life of the company: a random script of its people by a seed, with things going wrong, and its verdict."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import aiohttp

from playground.driver import NotSeen
from tests.faults import working
from tests.faults.company import Company, company
from tests.faults.mischief import Mischief
from tests.faults.nursery import Nursery
from tests.faults.verdict import stored_escalations, verdict
from tests.faults.working import Work
from tests.privacy import noting, others, script

CARRIERS = ("sujin", "dohyun", "lukas", "eunseo", "emily", "jimin", "seoyeon", "minjun", "bob")
DEEDS = (
    *script.DEEDS,
    (working.hands_over, ("bob", "seoyeon", "minjun", "jimin", "sujin"), 24),
    (working.carries, CARRIERS, 24),
    (working.anything, script.EVERYBODY, 20),
)

_MOST_STEPS = 16
"""Parts of days in which every night must have come: a weekend, and two working days."""


@dataclass(frozen=True)
class Lived:
    """What a life came to. `longest` is the longest that something due was late, in real seconds."""

    seed: int
    wrong: tuple[str, ...]
    happened: Counter[str]
    longest: float
    told: Counter[str]
    lines: tuple[str, ...]

    def report(self) -> str:
        """For whoever reads a failing seed: the script, what went wrong in it, and what is wrong."""
        counted = [f"{name}: {times}" for name, times in sorted((self.told + self.happened).items())]
        return "\n".join([f"seed {self.seed}", *self.lines, *counted, *self.wrong])


@dataclass(frozen=True)
class Ills:
    """What goes wrong, and how likely during a deed."""

    which: Sequence[Mischief]
    often: float


async def lived(
    folder: Path,
    bots: Nursery,
    seed: int,
    mischiefs: Sequence[Mischief],
    *,
    deeds: int,
    often: float = 0.25,
    watched: bool = False,
    http: bool = False,
) -> Lived:
    """So many deeds, some of them under one of the mischiefs; then nights without any, and the verdict."""
    async with company(folder, bots, seed, watched=watched, http=http) as here:
        dice = Random(seed)  # noqa: S311 - the same script in every run
        work = Work(here, dice)
        try:
            await _days(here, work, Ills(mischiefs, often), deeds)
            wrong = await verdict(here, work)
            told = _told(here, work) + await _histories(here)
        except (AssertionError, NotSeen, TimeoutError) as problem:
            wrong, told = [*here.late, broken_off(problem)], Counter()
        return Lived(seed, tuple(wrong), here.happened, here.longest, told, tuple(work.lines))


def broken_off(problem: Exception) -> str:
    """A life that did not come to its end is a finding, too: a bot that ended by itself, say."""
    return f"it did not come to its end: {type(problem).__name__}: {problem}"


async def _days(here: Company, work: Work, ills: Ills, deeds: int) -> None:
    await work.cast["jimin"].person.invites("#support", "bot")
    gone = work.dice.randrange(deeds)
    for at in range(deeds):
        if at == gone:
            await others.leaves(work, work.cast[script.LEAVER])
        await _one(here, work, ills)
    await here.calm("the last deed")
    await _nights(here, work)
    work.keep_to_lanes()
    await here.look()


async def _nights(here: Company, work: Work) -> None:
    """Nothing goes wrong any more; nights pass until none has anything to post, and notes are read."""
    for _ in range(_MOST_STEPS):
        await script.goes_on(work)
        if not any(one.waiting for one in work.thanks if not one.gone):
            break
    await script.goes_on(work)
    await here.calm("the last night")
    for person in work.cast.values():
        if not person.gone:
            mine = [mark for note in work.notes if person.id in (note.author, note.to) for mark in note.marks]
            await noting.reads_everything(person, mine)
            await person.closes()


async def _one(here: Company, work: Work, ills: Ills) -> None:
    """One deed, now and then under some mischief, after which all is well again within its time."""
    dice = work.dice
    mischief = dice.choice(ills.which) if ills.which and dice.random() < ills.often else None
    if mischief is not None:
        work.tells(f"!! {mischief.name}")
        here.happened[mischief.name] += 1
        here.troubled = True
        await mischief.begins(here, dice)
    for _ in range(dice.choice([1, 1, 2, 3])):
        deed, people, _ = dice.choices(DEEDS, weights=[weight for _, _, weight in DEEDS])[0]
        try:
            await deed(work, work.some(*people))
        except (aiohttp.ClientError, TimeoutError):
            here.happened["a survey that was not taken"] += 1
        work.keep_to_lanes()
        await here.look()
    if dice.random() < 0.14:
        await script.goes_on(work)
    if mischief is not None:
        await mischief.ends(here)
        here.troubled = False
        await here.calm(mischief.name)
        here.late += await work.books_agree()


async def _histories(here: Company) -> Counter[str]:
    events = [event.what for e in await stored_escalations(here) for event in e.events]
    return Counter(f"in histories: {what}" for what in events)


def _told(here: Company, work: Work) -> Counter[str]:
    return Counter(
        {
            "customers handed over": len(work.told.opened),
            "thanks taken": len(work.thanks),
            "notes taken": len(work.notes),
            "things pressed or typed by passers": work.passers.did.total(),
            "deliveries to the bots": len(here.slack.deliveries),
            "deliveries that were not answered": sum(bool(one.failed) for one in here.slack.deliveries),
            "calls of the bots": len(here.slack.calls()),
        }
    )
