"""What thanks by a reaction work with, put together from the core."""

from bot.adapters.slack_authors import SlackAuthors
from bot.adapters.store_reactions import StoredReactions
from bot.services.feedback_tools import ThanksTools
from bot.services.published import PublishedTools, withdraw
from bot.services.react import ReactionTools
from bot.wiring.core import Core


def reaction_tools(c: Core, thanks: ThanksTools, published: PublishedTools) -> ReactionTools:
    """They read who wrote a message only where Slack's event does not tell."""

    async def taken_out(kudos_id: str, user: str) -> None:
        await withdraw(published, kudos_id, by=user)

    return ReactionTools(thanks, StoredReactions(c.store, c.keys), SlackAuthors(c.api), taken_out)
