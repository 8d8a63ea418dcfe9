"""One outage is not fifty cards: customers with the same trouble wait for one escalation together.

Whoever joins follows it like its requester does. Nobody is asked anew: those who were asked
have the card, and it says how many customers wait for them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from bot.domain.asking import logged, noticed
from bot.domain.carrying import Changed, Kept, Outcome, Unchanged
from bot.domain.escalation import Escalation, Joined, Left, NoticeKind, Packet, Party

SAME_TROUBLE = timedelta(hours=24)
"""Of the same topic only what was opened in this time is offered; older ones are rarely the same trouble."""
OFFERED = 3
"""More than a glance holds would be a search."""


def join(
    e: Escalation, by: Party, *, need: str, link: str | None = None, told: str | None = None, now: datetime
) -> Outcome:
    """One more customer waits for it. The same words of the same person are one customer."""
    if not e.is_open:
        return Unchanged(e, Kept.CLOSED)
    mine = [entry.need for entry in e.joined if entry.party.user == by.user]
    if by.user == e.requester.user:
        mine.append(e.packet.need)
    if _same(need) in map(_same, mine):
        return Unchanged(e, Kept.DONE_ALREADY)
    number = max((entry.number for entry in e.joined), default=0) + 1
    entry = Joined(number=number, party=by, need=need, link=link, told=told, at=now)
    left = tuple(gone for gone in e.left if gone.party.user != by.user)
    joined = e.model_copy(update={"joined": (*e.joined, entry), "left": left, "team_faces": e.team_faces + 1})
    joined = logged(joined, "joined", now=now, who=by.user)
    return Changed(noticed(joined, NoticeKind.JOINED, now=now, by=by))


def _same(need: str) -> str:
    return " ".join(need.split()).casefold()


def leave(e: Escalation, by: Party, number: int, *, now: datetime) -> Outcome:
    """A customer waits for it no more: it was another trouble, or they are helped."""
    if not e.is_open:
        return Unchanged(e, Kept.CLOSED)
    staying = tuple(entry for entry in e.joined if (entry.number, entry.party.user) != (number, by.user))
    if staying == e.joined:
        return Unchanged(e, Kept.DONE_ALREADY)
    without = logged(e.model_copy(update={"joined": staying}), "left", now=now, who=by.user)
    return Changed(_let_go(without, by))


def pass_on(e: Escalation, by: Party, *, now: datetime) -> Outcome:
    """The requester's customer is helped while others wait: whoever joined first is the requester from now on.

    What was tried stays, since it is about the trouble; need, link and what the customer was told are those
    of the new requester's customer, and the promise made to the other one goes with them, as do open questions.
    """
    if not e.is_open:
        return Unchanged(e, Kept.CLOSED)
    if by.user != e.requester.user or not e.joined:
        return Unchanged(e, Kept.NOT_YOURS)
    first, *others = e.joined
    packet = Packet(need=first.need, tried=e.packet.tried, told=first.told, link=first.link)
    update = {
        "requester": first.party, "packet": packet, "promise": None, "joined": tuple(others), "questions": (),
    }  # fmt: skip
    passed = logged(e.model_copy(update=update), "passed_on", now=now, who=by.user, detail=first.party.user)
    passed = noticed(_let_go(passed, by), NoticeKind.PASSED_ON, now=now, by=by)
    if first.party.user != by.user:
        passed = noticed(passed, NoticeKind.PASSED_ON, now=now, place="dm", user=first.party.user, by=by)
    return Changed(passed)


def _let_go(e: Escalation, who: Party) -> Escalation:
    """Whose last customer went follows it no more; their card is drawn once more, to say so."""
    if who.user in e.followers:
        return e
    left = (*(gone for gone in e.left if gone.party.user != who.user), Left(party=who, face=e.followed_face))
    return e.model_copy(update={"left": left})


def alike(
    found: Iterable[Escalation], *, topic: str | None, link: str | None, now: datetime
) -> tuple[Escalation, ...]:
    """Which open ones may be the same trouble: those with the same link, then those of the topic; oldest first.

    A link means the same thing whatever its topic and age. Where no topic was found, nothing is alike.
    """
    where = same_place(link)
    seen = {e.id: e for e in found if e.is_open}.values()
    linked = [e for e in seen if where and where in {same_place(e.packet.link), *_links(e)}]
    recent = [e for e in seen if topic and e.topic == topic and now - e.opened < SAME_TROUBLE]
    ordered = [*sorted(linked, key=_age), *sorted(recent, key=_age)]
    return tuple({e.id: e for e in ordered}.values())[:OFFERED]


def _links(e: Escalation) -> set[str]:
    return {same_place(entry.link) for entry in e.joined}


def _age(e: Escalation) -> tuple[datetime, str]:
    return e.opened, e.id


def same_place(link: str | None) -> str:
    """An address without what does not change where it leads; empty for what is no address.

    That is the case of its host, a last slash, and in Slack's own links the thread a message was read in.
    """
    try:
        parts = urlsplit((link or "").strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    host = parts.netloc.lower()
    in_slack = host.endswith(".slack.com") and parts.path.startswith("/archives/")
    query = "" if in_slack else parts.query
    return urlunsplit(("https", host, parts.path.rstrip("/"), query, "" if in_slack else parts.fragment))
