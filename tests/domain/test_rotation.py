"""When the turns of a layer begin."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.hours import NO_HOLIDAYS
from bot.domain.rotation import Layer, Rotation
from tests.domain.small_files import layer, utc
from tests.domain.tick_clock import ZONES, TickClock


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("season", ["spring", "autumn"])
@pytest.mark.parametrize("hour", ["01:30", "02:30"])
def test_every_tick_is_between_its_turn_s_handoffs(zone: str, season: str, hour: str) -> None:
    """Counting turns by the calendar is exact, also while an hour is shown a second time."""
    clock = TickClock(zone, season)
    start = clock.ticks[0].date() + timedelta(days=1)
    rotation = Rotation(
        Layer.model_validate(layer("ann bob", starts=f"{start}T{hour}", every="1d")), clock.zone, NO_HOLIDAYS
    )

    for tick in clock.between(rotation.handoff(0), clock.ticks[-1]):
        turn = rotation.turn_at(tick)
        assert turn is not None
        assert rotation.handoff(turn) <= tick < rotation.handoff(turn + 1)


def test_a_day_the_calendar_leaves_out_is_an_empty_turn() -> None:
    """Samoa had no 2011-12-30: both its handoff and the next midnight's are the first instant of the 31st."""
    zone = ZoneInfo("Pacific/Apia")
    rotation = Rotation(
        Layer.model_validate(layer("ann bob cho", starts="2011-12-29T00:00", every="1d")), zone, NO_HOLIDAYS
    )
    found = list(rotation.stretches(utc("2011-12-29T12:00"), utc("2012-01-01T09:00")))

    assert rotation.turn_at(datetime.fromisoformat("2011-12-31T00:00").replace(tzinfo=zone)) == 2
    assert [stretch.person for stretch in found] == ["ann", "cho", "ann"]
