"""The JSON of `--json`: other people's programs are written against these names."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import Problem
from bot.domain.decision import Decision
from bot.domain.ladder import Rung
from bot.domain.oncall import Gap, Shift
from bot.domain.reader import Reader
from bot.services.answer import Answer, Route, scored_of
from bot.services.handbook import Handbook
from bot.services.look_up_values import LookedUp, MetricFound, ValueFound
from bot.views.ladder import unreached
from bot.views.words import moment, say

Json = dict[str, Any]

FROM_THE_FILE_KO = "Slack에서 정한 대신 근무는 빠져 있습니다. --live를 붙이면 함께 봅니다"
FROM_THE_FILE = "covers made in Slack are not counted; --live asks the store for them"


def problem_json(problem: Problem) -> Json:
    """A problem of `check`."""
    return {
        "path": problem.path,
        "line": problem.line,
        "col": problem.col,
        "severity": problem.severity,
        "message": problem.message,
    }


def scored_json(decision: Decision) -> list[Json]:
    """What a decision puts before the person, best first."""
    return [
        {"id": scored.id, "score": round(scored.score, 4), "because": list(scored.because)}
        for scored in scored_of(decision)
    ]


def who_json(found: Answer, book: Handbook, reader: Reader, *, live: bool) -> Json:
    """The answer of `who`."""
    shape: Json = {
        "decision": found.decision.name,
        "topics": scored_json(found.decision),
        "policy": found.route.policy_index,
        "levels": [_level_json(rung, found.route, book, reader) for rung in found.route.rungs],
        "promise": _promise_json(found.route, reader),
        "situations": scored_json(found.situations),
        "at": iso(found.route.at, reader.zone),
        "source": "file and covers" if live else "file",
    }
    return shape if live else {**shape, "note": FROM_THE_FILE}


def _level_json(rung: Rung, route: Route, book: Handbook, reader: Reader) -> Json:
    """A level; `person` is whom a person, lead or schedule target leads to, `people` is everybody asked."""
    missed = [unreached(one, book.file, reader, route.at) for one in rung.unreached]
    return {
        "level": rung.level,
        "asks": [
            {
                "target": str(ask.target),
                "person": ask.person,
                "why": str(ask.why),
                "people": list(ask.people),
                "until": iso(ask.until, reader.zone) if ask.until else None,
            }
            for ask in rung.asks
        ],
        "within_minutes": int(rung.within.total_seconds() // 60),
        "begins": iso(rung.begins, reader.zone),
        "skipped": "; ".join(missed) if rung.skipped else None,
        "unreached": [
            {"target": str(one.target), "person": one.person, "reason": str(one.reason)}
            for one in rung.unreached
        ],
    }


def _promise_json(route: Route, reader: Reader) -> Json | None:
    if route.promise_by is None:
        return None
    by = moment(route.promise_by, reader, route.at)
    text = say(reader, ko=f"{by}까지 답변드리겠습니다", en=f"an answer by {by}")
    return {"text": text, "by": iso(route.promise_by, reader.zone)}


def values_json(found: LookedUp, book: Handbook) -> Json:
    """The answer of `values TEXT`."""
    if isinstance(found, ValueFound):
        return {"decision": "direct", "situations": [], "value": found.value.id}
    if isinstance(found, MetricFound):
        values = found.measured.values
        return {
            "decision": "direct" if values else "none",
            "situations": [],
            "value": values[0].id if values else None,
        }
    best = book.philosophy.situations.get(found.best or "")
    return {
        "decision": found.decision.name,
        "situations": scored_json(found.decision),
        "value": best.value if best else None,
    }


def shift_json(shift: Shift, zone: str) -> Json:
    """A shift of `oncall`."""
    return {
        "schedule": shift.schedule,
        "person": shift.person,
        "start": iso(shift.start, zone),
        "end": iso(shift.end, zone),
        "why": str(shift.why),
    }


def gap_json(gap: Gap, zone: str) -> Json:
    """A gap of `oncall`."""
    return {"schedule": gap.schedule, "start": iso(gap.start, zone), "end": iso(gap.end, zone)}


def iso(at: datetime, zone: str) -> str:
    """ISO 8601 with the zone's offset."""
    return at.astimezone(ZoneInfo(zone)).isoformat()
