"""Taking in what a customer answered: whose it is, what it comes to, and what of it is kept."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.customer_words import without_data, without_names
from bot.domain.escalation import Party
from bot.domain.survey import (
    LEAST_PEOPLE,
    OLDEST_TOLD,
    REMIND_EVERY,
    SMALL_TEAMS,
    CustomerWords,
    Feedback,
    Loop,
    Mood,
    SurveyAnswer,
    mood_of,
)
from bot.domain.working_days import at_work_from
from bot.ports import Refused, Unclear
from bot.ports.surveys import Result, Taken, Taking
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, receiving
from bot.services.survey_tools import SurveyTools

KEEPERS_HEAR_AFTER = timedelta(hours=1)
"""Answers without anybody often come together; keepers are told of all of them at once."""


async def take_in(tools: SurveyTools, answer: SurveyAnswer) -> Taken:
    """Store, count and schedule one answer; the same id again changes nothing.

    Raises:
        Unclear: Slack does not tell who the agent is at the moment; to be sent again.
    """
    return await tools.book.take(await weighed(tools, answer))


async def weighed(tools: SurveyTools, answer: SurveyAnswer) -> Taking:
    """What would be stored of an answer. Old ones, and those in between, are only counted."""
    book, now = tools.handbook(), tools.clock()
    mood = mood_of(answer.scale, answer.score, book.philosophy.surveys)
    agent = await agent_of(tools, answer.agent)
    if agent is None:
        return nobody(f"id {answer.id}", answer.answered_at, now, mood)
    team = book.file.primary_team(agent.key or "") or ""
    counts = month_of(answer.answered_at), counted_as(book, team), mood
    old = now - answer.answered_at > OLDEST_TOLD
    result = "counted" if old else _result(mood, answer)
    if result == "counted":
        return Taking(once=f"id {answer.id}", result="counted", counts=counts)
    feedback = _feedback(tools, answer, agent, team, mood, draft=result == "draft")
    return Taking(
        once=f"id {answer.id}", result=result, counts=counts, feedback=feedback, due=feedback.tell_at
    )


def nobody(once: str, answered: datetime, now: datetime, mood: Mood | None) -> Taking:
    """An answer of somebody who left, or stands in no file: its words are not kept."""
    counts = (month_of(answered), SMALL_TEAMS, mood) if mood else None
    day = now.astimezone(UTC).date().isoformat()
    return Taking(once=once, result="nobody", counts=counts, unclaimed=(day, now + KEEPERS_HEAR_AFTER))


async def agent_of(tools: SurveyTools, named: str) -> Party | None:
    """The colleague an answer names by e-mail address, key of the file or Slack id; None for nobody who works here."""
    book, wanted = tools.handbook(), named.strip().casefold()
    key = next((key for key in book.file.people if key.casefold() == wanted), None)
    key = key or tools.directory.key_of(named.strip().upper()) or await _by_address(tools, book, wanted)
    user = tools.directory.user_of(key) if key else None
    if user is None:
        return None
    found = await receiving(tools.directory, book, user)
    if isinstance(found, LeftOut):
        if found.reason == "unsure":
            raise Unclear("Slack does not tell who the agent is")
        return None
    return found


async def _by_address(tools: SurveyTools, book: Handbook, wanted: str) -> str | None:
    """By the address in the file, else by the one in Slack of those whom the file names without one."""
    if "@" not in wanted:
        return None
    people = book.file.people
    for key, person in people.items():
        if person.email and person.email.casefold() == wanted:
            return key
    for key in (key for key, person in people.items() if not person.email):
        user = tools.directory.user_of(key)
        try:
            member = await tools.directory.member(user) if user else None
        except Refused:
            continue
        if member and member.email and member.email.casefold() == wanted:
            return key
    return None


def counted_as(book: Handbook, team: str) -> str:
    """The team under whose name an answer is counted: a small one together with the others."""
    known = book.file.teams.get(team)
    return team if known and len(known.everyone) >= LEAST_PEOPLE else SMALL_TEAMS


def month_of(at: datetime) -> date:
    """The first day of its month (UTC)."""
    return at.astimezone(UTC).date().replace(day=1)


def in_hours(book: Handbook, agent: Party, at: datetime) -> datetime:
    """The first instant from then on at which somebody works."""
    return at_work_from(book.file, book.calendars, agent.key or "", at) or at


def _result(mood: Mood, answer: SurveyAnswer) -> Result:
    """A good one without words has nothing to show; whoever wants a reply is always brought."""
    if mood is Mood.GOOD and answer.comment:
        return "draft"
    return "note" if mood is Mood.POOR or answer.wants_reply else "counted"


def _feedback(
    tools: SurveyTools, answer: SurveyAnswer, agent: Party, team: str, mood: Mood, *, draft: bool
) -> Feedback:
    book, now = tools.handbook(), tools.clock()
    tell_at = in_hours(book, agent, now)
    looped = mood is Mood.POOR or answer.wants_reply
    comment = (
        without_names(answer.comment, customers=answer.customers, spared=agent.name.both)
        if draft
        else without_data(answer.comment)
    )
    return Feedback(
        id=tools.new_id(),
        agent=agent,
        team=team,
        mood=mood,
        channel=answer.channel,
        language=answer.language,
        answered=answer.answered_at,
        received=now,
        words=CustomerWords(comment=comment, ticket=answer.ticket),
        draft="waiting" if draft else None,
        loop=Loop(opened=now) if looped else None,
        tell_at=tell_at,
        remind_at=in_hours(book, agent, tell_at + REMIND_EVERY) if looped else None,
    )
