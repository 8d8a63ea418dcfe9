"""A small team, and escalations of theirs in every state."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.carrying import Changed, Outcome, hand_on, resolve, start, take
from bot.domain.escalation import Escalation, Packet, Party, Promise, State
from bot.domain.language import Text
from bot.domain.oncall import Roster
from bot.domain.policy import Policy, Severity, Target
from bot.domain.team_file import TeamFile
from tests.domain.small_files import Raw, layer, seoul, team, team_file
from tests.fakes.calendars import FakeCalendars

MONDAY = seoul("2026-03-02T12:00")
"""Bob's week: it ends the next Monday at nine."""
MINUTE = timedelta(minutes=1)

LADDER: Raw = {
    "levels": [{"ask": "schedule:desk", "within": "15m"}, {"ask": "person:dan", "within": "30m"}],
    "remind_after": "4h",
}


def crew(*, people: Mapping[str, Raw] | None = None, **schedule: Any) -> TeamFile:  # noqa: ANN401 - as in YAML
    """Ann leads Bob and Cho, who take weekly turns at the desk from nine to six; Dan and Eve are elsewhere."""
    hours = {"mon-fri": ["09:00-18:00"]}
    desk = {"layers": [layer("bob cho", **schedule)]}
    teams = {
        "support": team(lead="ann", members=["bob", "cho"], hours=hours),
        "engineering": team(members=["dan", "eve"], channel="#engineering"),
    }
    return team_file(teams=teams, schedules={"desk": desk}, people=people)


def roster(file: TeamFile | None = None) -> Roster:
    """Who is on call in it."""
    return Roster(file or crew(), FakeCalendars())


def party(key: str) -> Party:
    """Somebody of the file."""
    return Party(user=f"U{key.upper()}", key=key, name=Text(en=key.title()))


NOAH = Party(user="UNOAH", name=Text(en="Noah"))
"""A colleague who is in no file."""


def target(text: str) -> Target:
    """As the file writes it."""
    return Target.parse(text)


def draft(*, requester: str = "eve", policy: Raw = LADDER, **more: Any) -> Escalation:  # noqa: ANN401 - of Escalation
    """One that is not opened yet."""
    file = crew()
    return Escalation.model_validate(
        {
            "id": "E1", "opened": MONDAY, "requester": party(requester), "team": "support",
            "topic": "refund", "title": Text(en="Refunds"), "severity": Severity.NORMAL,
            "packet": Packet(need="Charged twice"), "policy": Policy.model_validate(policy),
            "promise": Promise(by=MONDAY + timedelta(days=60)),
            "last_resort": file.workspace.last_resort.levels, "state": State.WAITING, **more,
        }
    )  # fmt: skip


def waiting(at: datetime = MONDAY, **more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """Bob is asked."""
    return start(draft(**more), now=at, roster=roster())


def queued(until: datetime = MONDAY + timedelta(hours=21), **more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """It waits for tomorrow at nine."""
    return start(draft(queued_until=until, **more), now=MONDAY, roster=roster())


def owned(by: str = "bob", **more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """Somebody has it."""
    return changed(take(waiting(**more), party(by), now=MONDAY))


def offered(to: str = "person:cho", **more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """Bob has it and would like Cho to take over."""
    return changed(hand_on(owned(**more), party("bob"), target(to), now=MONDAY, roster=roster()))


def resolved(**more: Any) -> Escalation:  # noqa: ANN401 - of draft
    """Bob solved it."""
    return changed(resolve(owned(**more), party("bob"), "refunded", now=MONDAY))


def changed(outcome: Outcome) -> Escalation:
    """What it is now."""
    assert isinstance(outcome, Changed), outcome
    return outcome.escalation


def asked(e: Escalation) -> list[str]:
    """Who is being asked, by key."""
    return list(e.asked_people)


def said(e: Escalation) -> list[tuple[str, str]]:
    """What is to be said: the kind, and where."""
    return [(notice.kind.value, notice.place) for notice in e.notices]
