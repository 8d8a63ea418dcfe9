"""A level that Slack told nobody of: every message that would have asked was refused."""

from bot.domain.escalation import Asked, Escalation, Notice, NoticeKind, Post, State
from bot.domain.policy import Target
from bot.ports import Refused, Unclear
from bot.services.tools import Tools

_ASKS = frozenset({NoticeKind.ASKED, NoticeKind.HANDED_ON, NoticeKind.REOPENED})


async def refused(tools: Tools, e: Escalation) -> dict[str, str]:
    """Slack's error names by target, if it refused every way of asking whoever is asked now; else nothing.

    A person is asked by the card, its thread or a direct message; a channel by a message in it, unless it is
    the card's own. What is not noted any more counts as said, and so does what Slack left unclear.
    """
    if e.state is not State.WAITING or e.unsaid or not any(post.given_up for post in e.posts):
        return {}
    reasons: dict[str, str] = {}
    for entry in e.asking:
        notice = next((n for n in reversed(e.notices) if n.kind in _ASKS and _asks(n, entry)), None)
        ways = await _ways(tools, e, notice, entry) if notice else []
        if not ways or any(post.given_up is None for post in ways):
            return {}
        reasons[entry.target] = ways[0].given_up or ""
    return reasons


def _asks(notice: Notice, entry: Asked) -> bool:
    return any(asked.target == entry.target for asked in notice.asked)


async def _ways(tools: Tools, e: Escalation, notice: Notice, entry: Asked) -> list[Post]:
    """Our notes of every message that asks an entry; none where it is told some other way."""
    if entry.target.startswith("channel:"):
        ref = Target.parse(entry.target).ref
        try:
            info = await tools.directory.channel(ref)
        except (Refused, Unclear):
            info = None
        own = e.post(f"{notice.key}-{info.id if info else ref}")
        return [own] if own else []
    public = e.card if notice.place == "card" else e.post(notice.key)
    users = {user for key in entry.people if (user := tools.directory.user_of(key))}
    if entry.as_a_whole:
        users = set(await tools.directory.group(Target.parse(entry.target).ref))
    direct = [post for user in sorted(users) if (post := e.post(f"{notice.key}-{user}"))]
    return [*direct, *([public] if public else [])]
