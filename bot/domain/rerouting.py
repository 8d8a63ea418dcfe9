"""Choosing the policy anew: another topic, another severity, the next shift. The history stays."""

from datetime import datetime

from bot.domain.allowed import Verb, leads, refusal
from bot.domain.asking import asked_of, begin_level, logged, noticed, reach
from bot.domain.escalation import Came, Escalation, NoticeKind, Offer, Party, Rerouted, State
from bot.domain.ladder import Ask, level_deadline
from bot.domain.oncall import Roster
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged
from bot.domain.policy import Policy, Severity
from bot.domain.talking import owner_unless

_ORDER = tuple(Severity)


def hand_on_to_topic(e: Escalation, by: Party, topic: str, *, now: datetime, roster: Roster) -> Outcome:
    """It belongs to another topic: that one's ladder is asked from its first level, whose clock begins now.

    This is where it differs from handing on to a person: they are asked in the time that remains, since the
    same team waits; another team has not been asked yet, and gets the time its policy promises it. An owner
    offers it to the first level of the new ladder and stays the owner until one of them takes it (rule 5).
    """
    if (why := refusal(Verb.HAND_ON, e, by)) is not None:
        return Unchanged(e, why)
    offered = e.offer.route.topic if e.offer and e.offer.route else None
    if topic == (offered or e.topic):
        return Unchanged(e, Kept.DONE_ALREADY)
    route = _route(e, topic, now, roster)
    found = _first_reached(route, roster, now) if route else None
    if route is None or found is None:
        return Unchanged(e, Kept.NOBODY_THERE)
    if e.owner is not None:
        return Changed(_offered(e, by, route, found, now=now, roster=roster))
    e = rerouted(e, route, by, now=now)
    return Changed(begin_level(e, now=now, roster=roster, kind=NoticeKind.HANDED_ON, by=by))


def rerouted(e: Escalation, route: Rerouted, by: Party, *, now: datetime) -> Escalation:
    """It is of another topic from now on; its card moves if that stands in another channel (rule 11)."""
    moved = e.model_copy(
        update={
            "topic": route.topic, "title": route.title, "team": route.team, "policy": route.policy,
            "policy_index": route.policy_index, "lap": 0, "level": 0, "skipped": (), "declined": (),
            "came": Came(by=by, title=e.title, team=e.team), "queued_until": None, "before_level": False,
            "silence": None,
        }
    )  # fmt: skip
    if route.other_channel:
        moved = moved.model_copy(update={"cards": e.cards + 1, "card_from": e.next_number})
    return logged(moved, "moved", now=now, who=by.user, detail=route.topic)


def rate(
    e: Escalation, by: Party, severity: Severity, reason: str, *, now: datetime, roster: Roster
) -> Outcome:
    """It is worse, or less bad, than was thought: the policy for that is chosen, the history stays.

    While it waits the ladder of another policy begins at its first level; who is asked already stays asked
    and is not pinged again. An owner stays the owner. What was queued is asked at once if it got worse.
    """
    higher = _ORDER.index(severity) > _ORDER.index(e.severity)
    verb = Verb.RAISE if higher or severity is e.severity else Verb.LOWER
    if (why := refusal(verb, e, by, lead=leads(e, by, roster.file))) is not None:
        return Unchanged(e, why)
    if severity is e.severity:
        return Unchanged(e, Kept.DONE_ALREADY)
    before, stays_queued = e, e.state is State.QUEUED and not higher
    at = e.queued_until if stays_queued and e.queued_until else now
    e = e.model_copy(update={"severity": severity})
    index, policy = _chosen(e, e.topic, at, roster) or (e.policy_index, e.policy)
    e = e.model_copy(update={"policy": policy, "policy_index": index, "silence": None})
    e = logged(e, "rated", now=now, who=by.user, detail=severity)
    told = owner_unless(e, by)
    e = noticed(e, NoticeKind.RATED, now=now, by=by, asked=told, text=reason)
    if stays_queued or (policy.levels == before.policy.levels and e.state is not State.QUEUED):
        return Changed(e)
    e = e.model_copy(update={"lap": 0, "level": 0, "skipped": (), "declined": (), "before_level": False})
    if e.owner is not None:
        return Changed(e)
    return Changed(begin_level(e, now=now, roster=roster, staying=before.asking))


def queue(e: Escalation, by: Party, *, now: datetime, roster: Roster) -> Outcome:
    """It can wait for the next shift of its team, which is away now (rule 7); nobody is asked before."""
    if (why := refusal(Verb.QUEUE, e, by, lead=leads(e, by, roster.file))) is not None:
        return Unchanged(e, why)
    if e.state is State.QUEUED:
        return Unchanged(e, Kept.DONE_ALREADY)
    hours = roster.team_hours(e.team)
    opens = hours.opens_next(now)
    if hours.is_open(now):
        return Unchanged(e, Kept.TEAM_THERE)
    if opens is None:
        return Unchanged(e, Kept.NO_NEXT_SHIFT)
    index, policy = _chosen(e, e.topic, opens, roster) or (e.policy_index, e.policy)
    queued = e.model_copy(
        update={
            "state": State.QUEUED, "queued_until": opens, "asked": (), "level_ends": None, "lap": 0, "level": 0,
            "policy": policy, "policy_index": index, "declined": (), "before_level": False,
        }
    )  # fmt: skip
    queued = logged(queued, "queued", now=now, who=by.user)
    return Changed(noticed(queued, NoticeKind.QUEUED, now=now, by=by))


def rechosen(e: Escalation, at: datetime, roster: Roster) -> Escalation:
    """With the policy that fits at an instant, and its ladder not begun."""
    index, policy = _chosen(e, e.topic, at, roster) or (e.policy_index, e.policy)
    return e.model_copy(
        update={
            "policy": policy, "policy_index": index, "lap": 0, "level": 0, "skipped": (), "declined": (),
            "silence": None,
        }
    )  # fmt: skip


def _route(e: Escalation, topic: str, now: datetime, roster: Roster) -> Rerouted | None:
    known, chosen = roster.file.topics.get(topic), _chosen(e, topic, now, roster)
    if known is None or chosen is None:
        return None
    teams = roster.file.teams
    here, there = teams.get(e.team), teams.get(known.team)
    return Rerouted(
        topic=topic,
        title=known.title,
        team=known.team,
        policy=chosen[1],
        policy_index=chosen[0],
        other_channel=here is None or there is None or here.channel != there.channel,
    )


def _chosen(e: Escalation, topic: str | None, at: datetime, roster: Roster) -> tuple[int, Policy] | None:
    """A topic's policy for this customer at an instant; None for a topic the file does not know (any more)."""
    known = roster.file.topics.get(topic) if topic else None
    if known is None:
        return None
    inside = roster.team_hours(known.team).is_open(at)
    return known.choose(severity=e.severity, tier=e.tier, region=e.region, inside_hours=inside)


def _first_reached(route: Rerouted, roster: Roster, now: datetime) -> tuple[Ask, ...] | None:
    """Whom the first level with anybody asks; None if the whole ladder reaches nobody now."""
    found = (reach(level, roster, now)[0] for level in route.policy.levels)
    return next((asks for asks in found if asks), None)


def _offered(
    e: Escalation, by: Party, route: Rerouted, asks: tuple[Ask, ...], *, now: datetime, roster: Roster
) -> Escalation:
    level = route.policy.levels[0]
    lapses = level_deadline(
        level, asks, count=route.policy.count, topic_team=route.team, roster=roster, begins=now
    )
    to, *also = (asked_of(ask) for ask in asks)
    offer = Offer(to=to, also=tuple(also), by=by, lapses=lapses, route=route)
    e = e.model_copy(update={"offer": offer, "last_sign": now, "reminded": None})
    e = logged(e, "offered", now=now, who=by.user, detail=route.topic)
    return noticed(e, NoticeKind.OFFERED, now=now, asked=offer.everybody, by=by)
