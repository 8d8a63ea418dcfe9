"""What the code means by "(rule 11)" can be looked up."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"\(rules? (\d+(?:(?:, | and )\d+)*)\)")
STANDS = re.compile(r"^(\d+)\. \*\*", re.MULTILINE)


def test_every_rule_that_is_named_stands_in_the_list() -> None:
    """docs/rules.md has each number that code and tests name, in order and without a gap."""
    listed = [int(number) for number in STANDS.findall((ROOT / "docs" / "rules.md").read_text("utf-8"))]
    named = {
        int(number)
        for folder in ("bot", "handlers", "tests", "playground")
        for file in (ROOT / folder).rglob("*.py")
        for found in NAMED.findall(file.read_text("utf-8"))
        for number in re.findall(r"\d+", found)
    }
    assert listed == list(range(1, 21))
    assert named
    assert named <= set(listed)
