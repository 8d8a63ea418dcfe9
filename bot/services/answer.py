"""Answering a question: who to hand this customer to right now. Nobody is paged by asking."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.decision import Choose, Decision, Direct, NoMatch, Scored
from bot.domain.ladder import Rung, climb
from bot.domain.language import Text
from bot.domain.policy import Policy, Severity, Topic
from bot.domain.promise import promised_by, proposed_by
from bot.services.handbook import Handbook
from bot.services.hints import hints

TOPIC_RAISES_ITS_SITUATIONS = 0.1
"""Measured: a topic that lists its situations lifts the situation's top-3 from 89 to 96 %."""


@dataclass(frozen=True)
class Question:
    """What somebody wants to know; tier and region None where nobody said.

    `channels` are the id and the name of where it is asked, `roles` those of whoever asks, as far as they are known.
    """

    text: str
    severity: Severity = Severity.NORMAL
    tier: str | None = None
    region: str | None = None
    channels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """Where a topic leads at one instant (UTC): its policy, its ladder, its team's hours, its promise.

    `topic` None is the last resort. `opens` is when a closed team opens next, `closes` when an open one closes.
    `somebody_at` is when a ladder that reaches nobody now first reaches somebody, if that is known.
    `promise_by` is what its rule allows to promise, `propose_by` what a form proposes, with room to spare.
    """

    topic: str | None
    title: Text | None
    team: str
    at: datetime
    severity: Severity
    policy_index: int | None
    policy: Policy
    rungs: tuple[Rung, ...]
    is_open: bool
    opens: datetime | None
    closes: datetime | None
    promise_by: datetime | None
    propose_by: datetime | None = None
    somebody_at: datetime | None = None

    @property
    def first(self) -> Rung | None:
        """The first rung that reaches somebody."""
        return next((rung for rung in self.rungs if not rung.skipped), None)


@dataclass(frozen=True)
class Answer:
    """What is known about a question: the decision, where it leads, and the situation that helps."""

    question: Question
    decision: Decision
    route: Route
    situations: Decision
    situation: str | None = None
    others: tuple[Route, ...] = field(default=())


def answer(book: Handbook, question: Question, at: datetime) -> Answer:
    """Decide on a topic and work its ladder out for the instant `at` (UTC). Asks neither Slack nor the store."""
    known = hints(
        book.file,
        channels=question.channels,
        roles=question.roles,
        severity=question.severity,
        text=question.text,
    )
    decision = book.topics.match(question.text, boosts=known)
    picked = scored_of(decision)
    best = picked[0].id if picked else None
    boosts = dict.fromkeys(book.file.topics[best].situations, TOPIC_RAISES_ITS_SITUATIONS) if best else {}
    situations = book.situations.match(question.text, boosts=boosts)
    return Answer(
        question=question,
        decision=decision,
        route=route(book, best, at, question),
        situations=situations,
        situation=situation_of(book, best, situations),
        others=tuple(route(book, scored.id, at, question) for scored in picked[1:]),
    )


def route(book: Handbook, topic_id: str | None, at: datetime, question: Question) -> Route:
    """The ladder of a topic, or of the last resort, as it would be climbed from `at`."""
    topic = book.file.topics.get(topic_id) if topic_id else None
    team = topic.team if topic else book.last_resort_team
    hours = book.roster.team_hours(team)
    is_open = hours.is_open(at)
    opens = None if is_open else hours.opens_next(at)
    index, policy, rungs = _ladder(book, topic, team, at, question)
    return Route(
        topic=topic_id if topic else None,
        title=topic.title if topic else None,
        team=team,
        at=at,
        severity=question.severity,
        policy_index=index,
        policy=policy,
        rungs=rungs,
        is_open=is_open,
        opens=opens,
        closes=hours.closes_next(at) if is_open else None,
        promise_by=promised_by(topic.promise, hours, at) if topic and topic.promise else None,
        propose_by=proposed_by(topic.promise, hours, at) if topic and topic.promise else None,
        somebody_at=_somebody_at(book, topic, team, question, rungs, opens),
    )


def _ladder(
    book: Handbook, topic: Topic | None, team: str, at: datetime, question: Question
) -> tuple[int | None, Policy, tuple[Rung, ...]]:
    """The policy that applies at an instant, and how it would be climbed from there."""
    index, policy = (
        topic.choose(
            severity=question.severity,
            tier=question.tier,
            region=question.region,
            inside_hours=book.roster.team_hours(team).is_open(at),
        )
        if topic
        else (None, book.last_resort)
    )
    rungs = climb(policy.levels, count=policy.count, topic_team=team, roster=book.roster, at=at)
    return index, policy, rungs


def _somebody_at(
    book: Handbook,
    topic: Topic | None,
    team: str,
    question: Question,
    rungs: tuple[Rung, ...],
    opens: datetime | None,
) -> datetime | None:
    """When a ladder that reaches nobody first reaches somebody: as one of them is back, or as the team opens."""
    if any(not rung.skipped for rung in rungs):
        return None
    changes = {un.until for rung in rungs for un in rung.unreached if un.until} | (
        {opens} if opens else set()
    )
    for at in sorted(changes):
        if any(not rung.skipped for rung in _ladder(book, topic, team, at, question)[2]):
            return at
    return None


def scored_of(decision: Decision) -> tuple[Scored, ...]:
    """What a decision puts before the person, best first; nothing for no match."""
    match decision:
        case Direct(best, alternatives):
            return (best, *alternatives)
        case Choose(options):
            return options
        case NoMatch():
            return ()


def read_reasons(decision: Decision) -> None:
    """Work out now what brought up whatever an answer gives its reasons for: by meaning that takes milliseconds."""
    first, *others = scored_of(decision) or (None,)
    for scored in (first, *(others if isinstance(decision, Choose) else ())):
        if scored is not None:
            _ = scored.because


def situation_of(book: Handbook, topic: str | None, situations: Decision) -> str | None:
    """The situation that comes with an answer: what the words say, else what the topic usually brings.

    Words that leave a choice only choose among the topic's own situations: a value that does not fit the case
    is worse than none.
    """
    usual = book.file.topics[topic].situations if topic else ()
    known = [name for name in usual if name in book.philosophy.situations]
    match situations:
        case Direct(best):
            return best.id
        case Choose(options):
            return next((option.id for option in options if option.id in known), next(iter(known), None))
        case NoMatch():
            return next(iter(known), None)
