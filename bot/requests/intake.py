"""What survey tools send, read into answers: one JSON object each (a CSV file: `bot.requests.intake_file`).

A problem says where it is and what would be right; it never repeats what was written.
"""

import html
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from bot.domain.language import Text, language_of, language_of_locale
from bot.domain.survey import ENDS, Scale, SurveyAnswer

LONGEST_COMMENT = 5000
LONGEST = {"id": 200, "agent": 320, "ticket": 500, "channel": 40, "customer": 200}
"""Characters of each field."""
_BACKSLASH = re.compile(r'\\([\\"/bfnrt]|u[0-9A-Fa-f]{4})|\\')
"""An escape of JSON's, or a backslash that a template let through as it was typed."""
_SURELY_PAST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class IntakeProblem:
    """What is wrong, for whoever set the survey tool up. `at` is a field, or a place in the text."""

    at: str
    what: Text


FIELDS = (
    "id", "agent", "score", "scale", "comment", "customer", "ticket", "channel", "answered_at", "language", "wants_reply",
)  # fmt: skip
"""Everything an answer may tell."""

_SCALES = {
    "csat": Scale.CSAT, "만족도": Scale.CSAT, "만족": Scale.CSAT,
    "ces": Scale.CES, "노력": Scale.CES, "고객노력": Scale.CES, "effort": Scale.CES,
    "good_bad": Scale.GOOD_BAD, "goodbad": Scale.GOOD_BAD, "thumbs": Scale.GOOD_BAD, "좋아요": Scale.GOOD_BAD,
    "좋음나쁨": Scale.GOOD_BAD,
}  # fmt: skip
_GOOD = {"good", "좋음", "좋아요", "만족", "positive", "satisfied", "👍"}
_BAD = {"bad", "나쁨", "아쉬움", "불만족", "불만", "negative", "unsatisfied", "👎"}
_YES = {"true", "yes", "y", "1", "예", "네", "o"}
_NO = {"false", "no", "n", "0", "", "아니오", "아니요", "x"}


def read_json(body: str, *, now: datetime) -> SurveyAnswer | tuple[IntakeProblem, ...]:
    """One answer as a JSON object.

    Survey tools fill in templates: line breaks and lone backslashes within texts are taken as they come, and what was
    escaped for HTML is read back.
    """
    try:
        found = json.loads(_BACKSLASH.sub(_escaped, body), strict=False)
    except json.JSONDecodeError as broken:
        return (_broken(f"line {broken.lineno}, column {broken.colno}"),)
    except (RecursionError, ValueError):
        return (_broken("the body"),)
    if not isinstance(found, dict):
        return (
            IntakeProblem(
                "the body", Text(ko="JSON 객체 하나여야 합니다: {…}", en="must be one JSON object: {…}")
            ),
        )
    strange = [name for name in found if name not in FIELDS]
    problems = tuple(_strange(name) for name in strange)
    read = read_answer({name: found[name] for name in FIELDS if name in found}, now=now)
    if isinstance(read, SurveyAnswer):
        return problems or read
    return (*problems, *read)


def read_answer(given: Mapping[str, object], *, now: datetime) -> SurveyAnswer | tuple[IntakeProblem, ...]:
    """An answer from its fields by name, or everything that is wrong with it."""
    reading = _Reading(given, now)
    answer_id, agent = reading.text("id", needed=True), reading.text("agent", needed=True)
    scale, score = reading.score()
    comment = reading.text("comment", longest=LONGEST_COMMENT)
    answered, customers = reading.moment("answered_at"), reading.names("customer")
    ticket, channel = reading.text("ticket"), reading.text("channel")
    language = language_of_locale(reading.text("language", longest=40)) or language_of(comment)
    wants_reply = reading.yes("wants_reply")
    if reading.problems or scale is None or score is None:
        return tuple(reading.problems)
    return SurveyAnswer(
        id=answer_id,
        agent=agent,
        scale=scale,
        score=score,
        comment=comment,
        customers=customers,
        ticket=ticket,
        channel=channel,
        answered_at=answered,
        language=language,
        wants_reply=wants_reply,
    )


class _Reading:
    """One answer being read; collects everything that is wrong."""

    def __init__(self, given: Mapping[str, object], now: datetime) -> None:
        self._given = given
        self._now = now
        self.problems: list[IntakeProblem] = []

    def text(self, name: str, *, needed: bool = False, longest: int | None = None) -> str:
        """A text, or a whole number as one, cleaned of what no screen shows."""
        found, most = self._given.get(name), longest or LONGEST[name]
        if isinstance(found, int) and not isinstance(found, bool) and name in ("id", "ticket"):
            found = str(found)
        if found is not None and not isinstance(found, str):
            self._wrong(name, ko="글이어야 합니다", en="must be a text")
            return ""
        text = _CONTROL.sub("", html.unescape(found or "")).strip()
        if not text and needed and found is None:
            self._wrong(name, ko="빠져 있습니다", en="is missing")
        elif not text and needed:
            self._wrong(name, ko="비어 있습니다", en="is empty")
        elif len(text) > most:
            self._wrong(name, ko=f"{most}자보다 깁니다", en=f"is longer than {most} characters")
        return text[:most]

    def names(self, name: str) -> tuple[str, ...]:
        """One name or a list of them."""
        found = self._given.get(name)
        listed = found if isinstance(found, list) else [found] if found is not None else []
        if not all(isinstance(one, str) for one in listed) or len(listed) > 20:
            self._wrong(name, ko="이름이나 이름의 목록이어야 합니다", en="must be a name or a list of names")
            return ()
        return tuple(text for one in listed if (text := _CONTROL.sub("", str(one)).strip()[: LONGEST[name]]))

    def yes(self, name: str) -> bool:
        """A yes or no; no where nothing is said."""
        found = self._given.get(name)
        if found is None or isinstance(found, bool):
            return bool(found)
        folded = str(found).strip().casefold() if isinstance(found, str | int) else "?"
        if folded not in _YES | _NO:
            self._wrong(name, ko="true나 false여야 합니다", en="must be true or false")
        return folded in _YES

    def score(self) -> tuple[Scale | None, int | None]:
        """The scale and the score on it. `good` and `bad` need no scale."""
        found, told = self._given.get("score"), self._given.get("scale")
        scale = _SCALES.get(re.sub(r"[\s/-]+", "", told.casefold())) if isinstance(told, str) else None
        if told not in (None, "") and scale is None:
            self._wrong(
                "scale", ko="csat, ces, good_bad 중 하나여야 합니다", en="must be one of csat, ces, good_bad"
            )
        if found is None or (isinstance(found, str) and not found.strip()):
            self._wrong("score", ko="빠져 있습니다", en="is missing")
            return scale, None
        verdict = _verdict(found)
        if verdict is not None and scale in (None, Scale.GOOD_BAD):
            return Scale.GOOD_BAD, verdict
        number = _whole(found)
        if scale is None:
            if told in (None, ""):
                self._wrong(
                    "scale", ko="빠져 있습니다: csat, ces, good_bad", en="is missing: csat, ces or good_bad"
                )
            return None, None
        low, high = ENDS[scale]
        if number is None or not low <= number <= high:
            right = Text(
                ko=f"{low}~{high} 사이의 정수여야 합니다", en=f"must be a whole number from {low} to {high}"
            )
            if scale is Scale.GOOD_BAD:
                right = Text(ko="good이나 bad여야 합니다", en="must be good or bad")
            self.problems.append(IntakeProblem("score", right))
            return scale, None
        return scale, number

    def moment(self, name: str) -> datetime:
        """ISO 8601, or seconds since 1970; now where nothing is said. Without an offset it is UTC."""
        found = self._given.get(name)
        if found is None or (isinstance(found, str) and not found.strip()):
            return self._now
        at = _instant(found)
        if at is None:
            self._wrong(
                name,
                ko="2026-03-04T10:00:00+09:00 같은 시각이어야 합니다",
                en="must be a time such as 2026-03-04T10:00:00+09:00",
            )
            return self._now
        if not _SURELY_PAST <= at <= self._now + _AHEAD:
            self._wrong(name, ko="미래이거나 2000년 이전입니다", en="lies in the future, or before 2000")
        return min(at, self._now)

    def _wrong(self, at: str, *, ko: str, en: str) -> None:
        self.problems.append(IntakeProblem(at, Text(ko=ko, en=en)))


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[1] else r"\\"


def _verdict(found: object) -> int | None:
    """1 for good, 0 for bad, as a word; survey tools send a sentence that begins with it."""
    if not isinstance(found, str):
        return None
    word = re.split(r"[\s,.;:(]", found.strip().casefold(), maxsplit=1)[0]
    return 1 if word in _GOOD else 0 if word in _BAD else None


def _whole(found: object) -> int | None:
    if isinstance(found, bool):
        return None
    if isinstance(found, str):
        digits = re.fullmatch(r"\s*(\d{1,2})(?:\.0+)?\s*(?:점|/\s*\d+)?\s*", found)
        return int(digits[1]) if digits else None
    if isinstance(found, float):
        return int(found) if math.isfinite(found) and found == int(found) else None
    return found if isinstance(found, int) else None


def _instant(found: object) -> datetime | None:
    try:
        if isinstance(found, bool) or not isinstance(found, int | float | str):
            return None
        if not isinstance(found, str):
            return datetime.fromtimestamp(found, UTC)
        text = found.strip()
        if re.fullmatch(r"\d{9,11}", text):
            return datetime.fromtimestamp(int(text), UTC)
        at = datetime.fromisoformat(re.sub(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})", _dashed, text))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _dashed(found: re.Match[str]) -> str:
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def _broken(at: str) -> IntakeProblem:
    return IntakeProblem(
        at,
        Text(
            ko='JSON으로 읽을 수 없습니다. 글 안의 따옴표는 \\" 로 써야 합니다',
            en='cannot be read as JSON; a quotation mark within a text is written \\"',
        ),
    )


def _strange(name: str) -> IntakeProblem:
    near = get_close_matches(name.casefold(), list(FIELDS), n=1, cutoff=0.7)
    allowed = ", ".join(FIELDS)
    if near:
        return IntakeProblem(
            near[0],
            Text(
                ko=f'비슷하지만 다른 이름입니다. "{near[0]}"인가요?',
                en=f'is written in another way; did you mean "{near[0]}"?',
            ),
        )
    return IntakeProblem(
        "the body",
        Text(
            ko=f"모르는 항목이 있습니다. 쓸 수 있는 것: {allowed}",
            en=f"has an unknown field; allowed: {allowed}",
        ),
    )
