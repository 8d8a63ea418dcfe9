"""Cards that another channel holds by now: each is redrawn once, to point there, and then left alone."""

from bot.domain.escalation import Escalation, Post
from bot.ports import Place
from bot.services.handbook import Handbook


def left_behind(e: Escalation) -> list[Post]:
    """Cards in channels it has left that do not say so yet; what was never posted there is not among them."""
    posts = (e.post(key) for key in e.card_keys[:-1])
    return [post for post in posts if post is not None and not post.retired and post.given_up is None]


def channel_left(e: Escalation, book: Handbook) -> Place:
    """Where the last one stood, for whoever has to look whether it does."""
    team = book.file.teams.get(e.came.team) if e.came else None
    return Place(channel=team.channel if team else None)
