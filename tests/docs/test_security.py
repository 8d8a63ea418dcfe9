"""docs/security.md tells what is kept and for how long, as the code has it."""

import re

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
    days = one.ttl.total_seconds() / 86400 if one.ttl else 0
    hours = f"{days * 24:g} hours" if days < 2 else f"{days:g} days"
    if one.ttl and one.stays:
        return (
            f"{hours} after; stays {one.stays}" if one.stays.startswith("while") else f"{hours}; {one.stays}"
        )
    return hours if one.ttl else f"stays: {one.stays}"


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
