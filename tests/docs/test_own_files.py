"""Our own escalation.yaml is the example people begin with: it keeps what `check --coverage` asks of theirs."""

from datetime import UTC, datetime, timedelta

from bot.config import PackageCalendars
from bot.config.loading import load
from bot.domain.coverage import HoleKind
from bot.domain.oncall import Roster
from bot.services.foresee import foresee
from tests.docs.test_readme import ROOT

A_MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def test_every_hand_over_of_the_example_reaches_a_person() -> None:
    """At every moment of a year, by every policy, and no ladder is longer than the promise it stands for."""
    file, _ = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    outlook = foresee(Roster(file, PackageCalendars()), A_MONDAY, A_MONDAY + timedelta(days=365))
    assert {hole.kind for hole in outlook.holes} <= {HoleKind.ALONE}
    assert not outlook.hollow
