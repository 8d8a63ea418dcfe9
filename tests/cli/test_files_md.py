"""The command line's JSON to the letter, on files of our own: names, types, what may be null, exit codes."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.running import Terminal

TEAM = """\
version: 1
workspace:
  time_zone: America/New_York
  language: en
  last_resort:
    levels:
      - ask: team:tills
        within: 45m
      - ask:
          - lead:tills
        within: 2h
people:
  ada:
    slack: U0ADA
    name:
      en: Ada
  eli:
    slack: U0ELI
    name:
      en: Eli
    time_off:
      - from: 2026-03-01
        to: 2026-04-01
teams:
  tills:
    name:
      en: Tills
    lead: ada
    members:
      - ada
      - eli
    channel: C0TILLS
    hours:
      mon-fri:
        - "09:00-17:00"
schedules:
  daily:
    layers:
      - members:
          - ada
        starts: 2026-01-05T09:00
        every: 1d
        active:
          mon-fri:
            - "09:00-17:00"
      - members:
          - ada
        starts: 2026-01-05T00:00
        every: 1w
        active:
          mon-fri:
            - "17:00-21:00"
    overrides:
      - person: eli
        from: 2026-02-10T12:00
        to: 2026-02-10T13:00
      - person: eli
        from: 2026-02-10T13:00
        to: 2026-02-10T14:00
  away:
    layers:
      - members:
          - eli
        starts: 2026-01-05T09:00
        every: 2w
topics:
  drawer:
    title:
      en: Cash drawer
    team: tills
    keywords:
      en:
        - drawer
    situations:
      - calm
    promise:
      after: 2h
      count: always
    policies:
      - when:
          severity:
            - critical
        levels:
          - ask: person:ada
            within: 5m
      - levels:
          - ask: schedule:away
            within: 10m
          - ask:
              - schedule:daily
              - group:S0GROUP
              - channel:C0TILLS
            within: 1h
  drawer_key:
    title:
      en: Drawer keys
    team: tills
    keywords:
      en:
        - key
    policies:
      - levels:
          - ask: lead:tills
            within: 10m
"""

VALUES = """\
version: 1
purpose:
  en: Fair tills.
vision:
  en: Every cent is accounted for.
acronym: F
values:
  - id: fair
    letter: F
    name:
      en: Fair
    action:
      en: I count twice.
situations:
  calm:
    value: fair
    title:
      en: Staying calm
    keywords:
      en:
        - shouting
"""

AT = ("--at", "2026-03-10T10:00")
WHO = {"decision", "topics", "policy", "levels", "promise", "situations"}
SHARE = {"n", "top1", "top3", "direct", "direct_right", "choice_has"}


@pytest.fixture
def tills(terminal: Terminal) -> Terminal:
    """A terminal beside these files, on a Tuesday morning in New York."""
    terminal.write(TEAM, VALUES)
    terminal.now = datetime(2026, 3, 10, 14, 0, 0, 250_000, tzinfo=UTC)
    return terminal


def is_moment(text: object) -> bool:
    """ISO 8601 with an offset."""
    return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None


def assert_scored(found: Any) -> None:  # noqa: ANN401 - whatever JSON says
    """`{id, score, because: [string]}`, best first."""
    for one in found:
        assert {"id", "score", "because"} <= set(one)
        assert isinstance(one["id"], str)
        assert isinstance(one["score"], int | float)
        assert all(isinstance(word, str) for word in one["because"])
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


def assert_levels(levels: Any) -> None:  # noqa: ANN401 - whatever JSON says
    """`{level, asks: [{target, person, why}], within_minutes, begins, skipped}`."""
    assert [level["level"] for level in levels] == list(range(1, len(levels) + 1))
    for level in levels:
        assert {"level", "asks", "within_minutes", "begins", "skipped"} <= set(level)
        assert type(level["within_minutes"]) is int
        assert is_moment(level["begins"])
        assert level["skipped"] is None or (isinstance(level["skipped"], str) and level["skipped"])
        assert bool(level["asks"]) == (level["skipped"] is None)
        for ask in level["asks"]:
            assert {"target", "person", "why"} <= set(ask)
            assert ask["person"] in {"ada", "eli", None}
            assert isinstance(ask["why"], str)
            assert ":" in ask["target"]


@pytest.mark.parametrize(
    ("text", "decision"),
    [("the drawer", "direct"), ("the key of the drawer", "choose"), ("zebra zebra", "none")],
)
def test_who_has_every_name_for_each_decision(tills: Terminal, text: str, decision: str) -> None:
    """All three exit with 0; `topics` is empty for none alone."""
    found = tills.ask("who", text, *AT)
    assert set(found) >= WHO
    assert found["decision"] == decision
    assert_scored(found["topics"])
    assert_scored(found["situations"])
    assert bool(found["topics"]) == (decision != "none")
    assert_levels(found["levels"])
    assert type(found["policy"]) is int or decision == "none"


def test_a_skipped_level_tells_when_it_would_have_begun(tills: Terminal) -> None:
    """Eli has time off all March: the next level begins at the same instant, and asks one person and two groups."""
    skipped, asked = tills.ask("who", "the drawer", *AT)["levels"]
    assert skipped["begins"] == asked["begins"] == "2026-03-10T10:00:00-04:00"
    assert (skipped["asks"], asked["skipped"]) == ([], None)
    assert [(ask["target"], ask["person"], ask["why"]) for ask in asked["asks"]] == [
        ("schedule:daily", "ada", "rotation"),
        ("group:S0GROUP", None, "group"),
        ("channel:C0TILLS", None, "channel"),
    ]
    assert (skipped["within_minutes"], asked["within_minutes"]) == (10, 60)


def test_no_match_shows_the_last_resorts_levels(tills: Terminal) -> None:
    """A team leads to no one person, a lead to theirs."""
    found = tills.ask("who", "zebra zebra", *AT)
    assert [(one["asks"][0]["target"], one["asks"][0]["person"]) for one in found["levels"]] == [
        ("team:tills", None),
        ("lead:tills", "ada"),
    ]
    assert [one["begins"][11:16] for one in found["levels"]] == ["10:00", "10:45"]


@pytest.mark.parametrize(("text", "by"), [("the drawer", "2026-03-10T12:00:00-04:00"), ("my key", None)])
def test_a_promise_has_words_and_a_time_or_is_null(tills: Terminal, text: str, by: str | None) -> None:
    """`{text, by}`."""
    promise = tills.ask("who", text, *AT)["promise"]
    if by is None:
        assert promise is None
    else:
        assert set(promise) == {"text", "by"}
        assert (promise["by"], bool(promise["text"])) == (by, True)


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-03-10T10:00", "2026-03-10T10:00:00-04:00"),
        ("2026-03-10T10:00+09:00", "2026-03-09T21:00:00-04:00"),
        ("2026-03-07T10:00", "2026-03-07T10:00:00-05:00"),
    ],
)
def test_at_without_an_offset_is_in_the_workspaces_zone(tills: Terminal, at: str, begins: str) -> None:
    """With the offset of that very day."""
    assert tills.ask("who", "zebra zebra", "--at", at)["levels"][0]["begins"] == begins


def test_the_options_of_who(tills: Terminal) -> None:
    """--severity, --tier, --region, --lang; the policy is an index in the file's order."""
    options = ("--severity", "critical", "--tier", "vip", "--region", "eu", "--lang", "ko")
    assert tills.ask("who", "the drawer", *AT, *options)["policy"] == 0
    assert tills.ask("who", "the drawer", *AT)["policy"] == 1


def test_who_says_that_it_is_from_the_file_alone(tills: Terminal) -> None:
    """Unless --live is given."""
    assert "covers" in tills.ask("who", "the drawer")["note"]


@pytest.mark.parametrize(
    ("text", "decision", "value"),
    [
        ("fair", "direct", "fair"),
        ("F", "direct", "fair"),
        ("someone is shouting", "direct", "fair"),
        ("zebra zebra", "none", None),
    ],
)
def test_values(tills: Terminal, text: str, decision: str, value: str | None) -> None:
    """`decision`, `situations`, and `value`, an id or null."""
    found = tills.ask("values", text)
    assert set(found) >= {"decision", "situations", "value"}
    assert (found["decision"], found["value"]) == (decision, value)
    assert_scored(found["situations"])


def test_oncall_merges_neighbours_and_names_gaps(tills: Terminal) -> None:
    """Two layers of one person are one shift, and so are two overrides that touch; the rest is gaps."""
    found = tills.ask("oncall", "daily", "--from", "2026-02-10T08:00", "--to", "2026-02-11T08:00")
    assert set(found) == {"shifts", "gaps"}
    assert found["shifts"] == [
        {"schedule": "daily", "person": person, "start": f"2026-02-10T{start}:00:00-05:00",
         "end": f"2026-02-10T{end}:00:00-05:00", "why": why}
        for person, start, end, why in (
            ("ada", "09", "12", "rotation"), ("eli", "12", "14", "override"), ("ada", "14", "21", "rotation")
        )
    ]  # fmt: skip
    assert found["gaps"] == [
        {"schedule": "daily", "start": "2026-02-10T08:00:00-05:00", "end": "2026-02-10T09:00:00-05:00"},
        {"schedule": "daily", "start": "2026-02-10T21:00:00-05:00", "end": "2026-02-11T08:00:00-05:00"},
    ]


def test_oncall_is_seven_days_from_now_of_every_schedule(tills: Terminal) -> None:
    """By default; the clocks change on neither day."""
    found = tills.ask("oncall")
    listed = found["shifts"] + found["gaps"]
    assert {one["schedule"] for one in listed} == {"daily", "away"}
    assert min(datetime.fromisoformat(one["start"]) for one in listed) == tills.now.replace(microsecond=0)
    assert max(datetime.fromisoformat(one["end"]) for one in listed) == tills.now.replace(
        microsecond=0
    ) + timedelta(days=7)
    assert [one for one in found["shifts"] if one["schedule"] == "away"] == []


def test_eval(tills: Terminal) -> None:
    """`{all, ko, en}` of both matchers; out of scope beside them."""
    cases = [
        {"text": "the drawer", "lang": "en", "topic": "drawer", "situation": None},
        {"text": "someone is shouting", "lang": "en", "topic": None, "situation": "calm"},
        {"text": "zebra zebra", "lang": "ko", "topic": None, "situation": None},
    ]
    path = tills.folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    found = tills.ask("eval", str(path))
    assert set(found) >= {"topics", "situations", "out_of_scope"}
    for kind in ("topics", "situations"):
        assert set(found[kind]) == {"all", "ko", "en"}
        for share in found[kind].values():
            assert set(share) == SHARE
            assert type(share["n"]) is int
        assert found[kind]["all"] | {"choice_has": None} == dict.fromkeys(SHARE, 1.0) | {
            "n": 1,
            "choice_has": None,
        }
        scope = found["out_of_scope"][kind]
        assert scope == {"n": 2, "direct": 0.0, "choose": 0.0, "none": 1.0}


def test_check(tills: Terminal) -> None:
    """One problem a line, `path:line:col: sentence`; as JSON `{path, line, col, severity, message}`."""
    tills.write(TEAM.replace("within: 45m", "within: soon").replace("lead: ada", "lead: adda"), VALUES)
    printed = tills.run("check")
    listed = tills.run("check", "--json")
    assert (printed.exit_code, listed.exit_code) == (1, 1)
    problems = json.loads(listed.stdout)
    assert len(problems) == len(printed.stdout.splitlines()) >= 2
    for problem, line in zip(problems, printed.stdout.splitlines(), strict=True):
        assert set(problem) == {"path", "line", "col", "severity", "message"}
        assert problem["severity"] in {"error", "warning"}
        assert line.startswith(f"{problem['path']}:{problem['line']}:{problem['col']}: ")
        assert line.endswith(problem["message"])


@pytest.mark.parametrize("words", [("who", "drawer"), ("values", "fair"), ("oncall",), ("check",)])
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_files_with_problems_are_exit_code_1(
    tills: Terminal, words: tuple[str, ...], form: tuple[str, ...]
) -> None:
    """For every command that reads them; good ones are 0."""
    assert tills.run(*words, *form).exit_code == 0
    tills.write(TEAM.replace("lead: ada", "lead: adda"), VALUES)
    assert tills.run(*words, *form).exit_code == 1
    (tills.folder / "escalation.yaml").unlink()
    assert tills.run(*words, *form).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("who",),
        ("who", " "),
        ("who", "drawer", "--at", "yesterday"),
        ("who", "drawer", "--severity", "huge"),
        ("oncall", "nightly"),
        ("oncall", "--from", "2026-02-10", "--to", "2026-02-10"),
        ("eval",),
        ("eval", "nowhere.jsonl"),
        ("check", "--colour"),
        ("dance",),
    ],
)
def test_wrong_usage_is_exit_code_2(tills: Terminal, words: tuple[str, ...]) -> None:
    """With a sentence, and without a traceback."""
    result = tills.run(*words)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr
