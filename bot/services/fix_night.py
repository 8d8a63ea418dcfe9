"""What a night brings is fixed when it closes, before anything is posted: whom it names, and what stands where."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.domain.laying_out import Laid
from bot.domain.night_run import NightKey, NightRun
from bot.services.feedback_tools import NightTools, nights_of, run_that_brings
from bot.services.post_night import Posting, batches, lay_out
from bot.services.said_once import LeaseLost
from bot.services.still_here import RollCall


async def _at_leisure() -> None:
    """Nothing is held."""


async def fix_contents(posting: Posting) -> Laid:
    """Decide, before anything is posted, which missed dates share the post, whom it names, and what stands where."""
    tools, night = posting.tools, posting.run.night
    earlier = await left_over(tools, night)
    for other in earlier:
        folded = NightRun(night=other, closed=posting.run.closed, part_of=night.date)
        before = await tools.ledger.close(folded)
        if before.part_of != night.date:
            update = {"part_of": night.date, "revision": before.revision + 1}
            if not await tools.ledger.save(before.model_copy(update=update), lease=posting.lease):
                raise LeaseLost(str(night))
    made, laid = await settled(tools, posting.run, earlier, posting.hold_on)
    fixed = ("also", "private", "absent", "mention", "layout", "story", "thanked")
    await posting.save(fixed=True, problem=None, **{name: getattr(made, name) for name in fixed})
    return laid


async def settled(
    tools: NightTools,
    run: NightRun,
    earlier: Sequence[NightKey],
    hold_on: Callable[[], Awaitable[None]] = _at_leisure,
    *,
    until: datetime | None = None,
) -> tuple[NightRun, Laid]:
    """The run with everything fixed that is fixed when a night closes.

    `hold_on` is called before each question to Slack; after `until` (real time) none is asked any more.
    """
    calling = RollCall(tools, hold_on, until)
    async for some in batches(tools, [run.night, *earlier]):
        await calling.call(some)
    found = calling.attendance
    posts = nights_of(tools.handbook()).has_nights(
        run.night.team
    )  # else there is no channel: each is thanked alone
    run = run.model_copy(
        update={
            "also": tuple(other.date for other in earlier),
            "private": found.private if posts else found.thanked,
            "absent": found.absent,
            "mention": found.mention,
        }
    )
    laid = await lay_out(tools, run, public=found.public)
    update = {"layout": laid.layout, "story": laid.story, "thanked": laid.thanked}
    return run.model_copy(update=update), laid


async def left_over(tools: NightTools, night: NightKey) -> list[NightKey]:
    """Earlier nights that hold something of which nothing was posted in public yet."""
    pending = await tools.ledger.pending(night.team, night.date)
    earlier = [NightKey(team=night.team, date=day) for day in pending if day < night.date]
    takers = [await run_that_brings(tools.ledger, other) for other in earlier]
    return [other for other, taker in zip(earlier, takers, strict=True) if not (taker and is_out(taker))]


def is_out(run: NightRun) -> bool:
    """Whether something of it is posted in public, or may be: then it is never posted anew elsewhere."""
    return any(post.key.startswith("night-") for post in run.posts)
