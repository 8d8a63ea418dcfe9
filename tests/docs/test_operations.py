"""What docs/operations.md tells operators is what the code does and the tests prove."""

import re
from pathlib import Path

from bot.adapters.address import Address
from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.store_checks import shortcomings
from tests.faults.topologies import ACL, PASSWORD

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_user_that_is_recommended_is_the_one_that_is_tested() -> None:
    """With another password."""
    assert ACL.replace(PASSWORD, "password") in PAGE


def test_every_address_shown_can_be_read() -> None:
    """Those of the table, with their options."""
    shown = re.findall(r"^\| `((?:redis|unix)\S+)` \|", PAGE, re.MULTILINE)
    assert {Address.parse(one).kind for one in shown} == {"single", "unix", "sentinel", "cluster"}


def test_every_schema_has_its_row() -> None:
    """And says whether it runs beside the one before."""
    rows = re.findall(r"^\| (\d+) \| .+ \| .*\| .*\|$", PAGE, re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, SCHEMA_VERSION + 1))


def test_a_server_set_up_as_recommended_is_not_warned_of() -> None:
    """Whatever is warned of stands in the table of settings."""
    assert "min-replicas-to-write 1" in PAGE
    info = {
        "redis_version": "7.2.4",
        "maxmemory_policy": "noeviction",
        "aof_enabled": "1",
        "connected_slaves": "2",
    }
    assert shortcomings({**info, "min_slaves_good_slaves": "2"}, replicated=True) == []
    for sentence in shortcomings(
        {"redis_version": "7.2.4", "maxmemory_policy": "allkeys-lru", "aof_enabled": "0"}
    ):
        assert any(setting in sentence and setting in PAGE for setting in ("noeviction", "appendonly yes"))
