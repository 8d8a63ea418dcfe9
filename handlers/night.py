"""`/kudos post now`: a lead looks at tonight's post of their team, and may have it posted at once."""

from datetime import date

from bot.domain.night_run import NightKey
from bot.services.feedback_tools import NightTools, run_that_brings
from bot.services.preview_night import Preview, not_yours, post_now, preview_night, teams_led
from bot.services.run_night import AlreadyPosted
from bot.views import failures, night_ids
from bot.views import night_preview as views
from handlers.desk import Desk
from handlers.routing import Incoming, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, tools: NightTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            f"{night_ids.NIGHT_PREVIEW}:*": bind(chose, desk, tools),
            night_ids.NIGHT_POST: bind(pressed, desk, tools),
        }
    )


async def asked(tools: NightTools, desk: Desk, incoming: Incoming) -> Reply:
    """The preview; a choice for whoever leads several teams, and a kind no for everybody else."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    key = desk.directory.key_of(incoming.user)
    teams = teams_led(book, key)
    if not teams:
        return Say(views.said_instead(not_yours(book, key), None, book, reader))
    if len(teams) > 1:
        return Say(views.which_team(teams, book, reader))
    return await _look(desk, tools, incoming, teams[0])


async def chose(desk: Desk, tools: NightTools, incoming: Incoming) -> Reply:
    """One of the teams somebody leads."""
    return await _look(desk, tools, incoming, incoming.value or "")


async def pressed(desk: Desk, tools: NightTools, incoming: Incoming) -> Reply:
    """Post it now; pressed again it says how that went."""
    book, reader = desk.book, await desk.reader(incoming)
    team, _, day = (incoming.value or "").partition("|")
    try:
        night = NightKey(team=team, date=date.fromisoformat(day))
    except ValueError:
        return Say(failures.expired(book, reader))
    outcome = await post_now(tools, team, night.date, incoming.user, desk.tools.later)
    return Redraw(views.went(outcome, await _where(desk, tools, night), book, reader))


async def _look(desk: Desk, tools: NightTools, incoming: Incoming, team: str) -> Reply:
    book, reader = desk.book, await desk.reader(incoming)
    seen = await preview_night(tools, team, incoming.user)
    if isinstance(seen, Preview):
        return Open(views.preview(seen, book, reader, desk.now))
    link = await _where(desk, tools, seen.run.night) if isinstance(seen, AlreadyPosted) else None
    return Say(views.said_instead(seen, link, book, reader))


async def _where(desk: Desk, tools: NightTools, night: NightKey) -> str | None:
    """Where the post of a night stands."""
    run = await run_that_brings(tools.ledger, night)
    posted = run.posted(run.page_key(1)) if run else None
    return desk.directory.permalink(posted) if posted else None
