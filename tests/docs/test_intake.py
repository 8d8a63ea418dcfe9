"""docs/intake.md tells what the code takes."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from bot.adapters.intake_door import LARGEST, PATH, SIGNATURE, TIMESTAMP, ZENDESK_SIGNATURE, ZENDESK_TIMESTAMP
from bot.domain.survey import ENDS, Scale, SurveyAnswer
from bot.ports.surveys import Result
from bot.requests.intake import FIELDS, read_json
from bot.requests.intake_file import COLUMNS, read_csv

PAGE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")
NOW = datetime(2026, 3, 4, tzinfo=UTC)


def section(title: str) -> str:
    """A part of the page."""
    return re.split(r"^## ", PAGE.partition(f"\n## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def names(text: str) -> list[str]:
    """The first column of a table."""
    return re.findall(r"^\| `([a-z_]+)` \|", text, flags=re.MULTILINE)


def test_every_field_is_explained_and_no_other() -> None:
    """In both shapes: JSON and CSV."""
    assert set(names(section("By HTTP"))) == set(FIELDS) == set(COLUMNS)
    assert set(names(section("From a CSV file"))) == set(COLUMNS)


def test_every_heading_that_is_named_is_read() -> None:
    """A file with those headings alone."""
    rows = re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", section("From a CSV file"), flags=re.MULTILINE)
    for name, told in rows:
        for other in re.findall("`([^`]+)`", told.partition(";")[0]):
            header = ",".join({"id": "id", "agent": "agent", "score": "score", name: other}.values())
            assert isinstance(read_csv(f"{header}\n".encode(), now=NOW), tuple), other


def test_scales_results_headers_and_limits_are_those_of_the_code() -> None:
    """So that nobody sets a tool up by a page that has aged."""
    text = section("By HTTP")
    assert all(f"`{scale}`" in text for scale in Scale)
    assert all(f"{low}–{high}" in text for scale, (low, high) in ENDS.items() if scale is not Scale.GOOD_BAD)
    assert all(f"`{result}`" in text for result in get_args(Result))
    for header in (SIGNATURE, TIMESTAMP, ZENDESK_SIGNATURE, ZENDESK_TIMESTAMP):
        assert header in PAGE.lower()
    assert f"POST {PATH}" in text
    assert f"{LARGEST // 1024} kB" in text


def test_zendesks_template_gives_a_body_that_is_read() -> None:
    """Whatever the customer wrote into it."""
    [template] = re.findall(r"```json\n(.+?)```", section("Zendesk"), flags=re.DOTALL)
    comment = 'She said "hello" \\o/ & <3\nand called back'
    filled = {
        "ticket.id": "35436", "ticket.assignee.email": "ann@example.com", "ticket.requester.name": "Kim Minsu",
        "satisfaction.current_comment | escape": html.escape(comment), "ticket.via": "Mail",
        "ticket.link": "https://example.zendesk.com/agent/tickets/35436",
    }  # fmt: skip
    body = re.sub(r"\{\{(.+?)\}\}", lambda found: filled[found[1]], template)
    answer = read_json(body, now=NOW)
    assert isinstance(answer, SurveyAnswer), answer
    assert (answer.comment, answer.scale, answer.score) == (comment, Scale.GOOD_BAD, 1)
    assert answer.customers == ("Kim Minsu",)


def test_the_body_to_try_is_one() -> None:
    """As the shell sends it."""
    [body] = re.findall("^BODY='(.+)'$", section("Try it"), flags=re.MULTILINE)
    assert isinstance(read_json(body, now=NOW), SurveyAnswer)
