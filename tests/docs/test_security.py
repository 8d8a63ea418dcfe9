"""docs/security.md tells what is kept and for how long, as the code has it."""

import re
from datetime import timedelta

from bot.adapters.families import FAMILIES, Family
from tests.docs.test_readme import ROOT

PAGE = ROOT / "docs" / "security.md"
BETWEEN = re.compile(r"<!-- kept: begin -->\n(.*?)<!-- kept: end -->", re.DOTALL)


def kept() -> str:
    """The table, from the families of keys."""
    rows = [f"| `{one.shape}` | {one.what} | {until(one)} |" for one in FAMILIES]
    return "\n".join(["| key | holds | until |", "|---|---|---|", *rows, ""])


def until(one: Family) -> str:
    """How long a family lives, in words."""
    if one.ttl is None:
        return f"stays: {one.stays}"
    long = in_words(one.ttl)
    if not one.stays:
        return long
    return f"{long} after; stays {one.stays}" if one.stays.startswith("while") else f"{long}; {one.stays}"


def in_words(time: timedelta) -> str:
    """In the largest unit that has two of it, or else one."""
    minutes = time.total_seconds() / 60
    for unit, long in (("day", 24 * 60), ("hour", 60)):
        if minutes >= 2 * long or (unit == "hour" and minutes >= long):
            return f"{minutes / long:g} {unit}{'s' if minutes != long else ''}"
    return f"{minutes:g} minutes"


def test_the_table_is_that_of_the_code() -> None:
    """Print `kept()` into the page when a family is new or lives longer."""
    found = BETWEEN.search(PAGE.read_text("utf-8"))
    assert found
    assert found[1] == kept()


def test_every_file_it_names_is_there() -> None:
    """Tests and modules, by their paths."""
    text = PAGE.read_text("utf-8")
    named = set(re.findall(r"`((?:tests|bot)/[\w/.]+)`", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_how_to_report_a_hole_is_told_at_the_top() -> None:
    """Where people and platforms look for it."""
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text("utf-8")
    assert "SECURITY.md" in PAGE.read_text("utf-8")
