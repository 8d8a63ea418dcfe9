"""A review with something in every part, of the example files' support team."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import PackageCalendars, load
from bot.domain.language import Language
from bot.domain.learning import Realm
from bot.domain.periods import Period
from bot.domain.reader import Reader
from bot.domain.review import (
    Asked,
    Handover,
    Missed,
    Missing,
    Promised,
    Review,
    Spread,
    Thanks,
    ValueThanks,
    topics_of,
    weeks_of,
    within,
)
from bot.services.handbook import Handbook

ROOT = Path(__file__).parents[1]
MADE = datetime(2026, 12, 1, 0, 5, tzinfo=UTC)
KOREAN = Reader(language=Language.KO, zone="Asia/Seoul", user="UJIM", key="jimin")
ENGLISH = Reader(language=Language.EN, zone="Asia/Seoul", user="UJIM", key="jimin")


def book() -> Handbook:
    """The example files."""
    return Handbook.of(*load(ROOT / "escalation.yaml", ROOT / "values.yaml").both(), PackageCalendars())


def handovers() -> list[Handover]:
    """Eight weeks of hand-overs; the first of those weeks has few, one has none."""
    topics = (
        "billing_refund",
        "billing_refund",
        "outage",
        "delivery",
        "billing_refund",
        "bug",
        None,
        "outage",
    )
    made = []
    for number in range(60):
        opened = datetime(2026, 10, 5, 1, tzinfo=UTC) + timedelta(hours=22 * number)
        if date(2026, 10, 19) <= opened.date() < date(2026, 10, 26) or (number < 9 and number % 3):
            continue
        waited = timedelta(minutes=3 + (number * 37) % 90 + (600 if number % 11 == 0 else 0))
        made.append(Handover(opened, opened + waited, topics[number % len(topics)]))
    made.append(Handover(datetime(2026, 11, 27, 2, tzinfo=UTC), None, "outage", is_open=True))
    return made


def sample(kind: str = "month", book_: Handbook | None = None) -> Review:
    """November 2026, or its last whole week."""
    known, values = handovers(), (book_ or book()).philosophy.values
    period = Period.named("month", "2026-11") if kind == "month" else Period.named("week", "2026-W48")
    zone = ZoneInfo("Asia/Seoul")
    present, before = within(known, period, zone), within(known, period.before, zone)
    counts = (7, 0, 3, 2, 1, 0, 4)
    return Review(
        team="support",
        period=period,
        handed=len(present),
        handed_before=len(before),
        still_open=1,
        never_owned=1,
        topics=topics_of(present, before),
        to_owner=Spread.of(one.to_owner for one in present if one.to_owner is not None),
        weeks=weeks_of(known, period.last, zone),
        promises=Promised(kept=9, moved=2, broken=1),
        alone=Promised(kept=4),
        thanks=Thanks(
            values=tuple(ValueThanks(value=one.id, n=n) for one, n in zip(values, counts, strict=False)),
            turnaround=2,
            other_team=1,
            customers=1,
        ),
        missing=(Missing(person="bob", away=True), Missing(person="seoyeon")),
        missed=(
            Missed(month=date(2026, 11, 1), realm=Realm.TOPIC, unmatched=5, none_fits=2),
            Missed(month=date(2026, 11, 1), realm=Realm.SITUATION, unmatched=1),
        ),
        asked=(Asked(text="영수증 사업자 번호를 바꿀 수 있나요", times=4),),
        improvements=(("open", 3), ("looking", 1), ("done", 2)),
        answers=4,
        open_loops=2,
    )
