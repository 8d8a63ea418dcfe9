"""`who`: the names of its JSON are fixed, its words are those of Slack."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.oncall import Cover
from tests.cli.running import MONDAY, Terminal
from tests.config.files import TEAM, spoiled


def test_a_direct_answer(terminal: Terminal) -> None:
    """Decision, topics, policy, levels, promise, situations: as FILES.md has them."""
    found = terminal.ask("who", "환불")
    assert found["decision"] == "direct"
    assert found["topics"] == [{"id": "refund", "score": 1.0, "because": ["환불"]}]
    assert found["policy"] == 0
    assert found["promise"] is None
    assert found["situations"] == []
    first, second = found["levels"]
    assert first["level"] == 1
    assert first["within_minutes"] == 15
    assert first["begins"] == "2026-02-09T10:00:00+09:00"
    assert first["skipped"] is None
    (ask,) = first["asks"]
    assert {key: ask[key] for key in ("target", "person", "why")} == {
        "target": "schedule:billing",
        "person": "jimin",
        "why": "rotation",
    }
    assert second["begins"] == "2026-02-09T10:15:00+09:00"
    assert [(one["target"], one["person"], one["why"]) for one in second["asks"]] == [
        ("lead:support", "jimin", "lead"),
        ("channel:#support", None, "channel"),
    ]


def test_no_match_is_answered_with_the_last_resort(terminal: Terminal) -> None:
    """Exit code 0, no topics, the last resort's levels."""
    found = terminal.ask("who", "zebra crossing")
    assert found["decision"] == "none"
    assert found["topics"] == []
    assert found["policy"] is None
    assert found["levels"][0]["asks"][0]["target"] == "team:support"


def test_a_level_with_nobody_says_why(terminal: Terminal) -> None:
    """Skipped is a sentence; `begins` tells when it would have been asked."""
    terminal.write(
        spoiled(
            TEAM,
            ("[bob, jimin]", "[bob]"),
            ("Europe/Berlin}", "Europe/Berlin, time_off: [{from: 2026-02-09, to: 2026-02-10}]}"),
        )
    )
    level = terminal.ask("who", "refund", "--at", "2026-02-09T18:00")["levels"][0]
    assert level["asks"] == []
    assert level["begins"] == "2026-02-09T18:00:00+09:00"
    assert "billing on-call: is off" in level["skipped"]
    assert level["unreached"] == [{"target": "schedule:billing", "person": "bob", "reason": "time_off"}]


def test_the_promise_has_words_and_a_time(terminal: Terminal) -> None:
    """What can be promised, in the language asked for."""
    terminal.write(spoiled(TEAM, ("situations: [empathy]", "promise: {after: 2h, count: working_hours}")))
    found = terminal.ask("who", "refund", "--at", "2026-02-09T17:00")
    assert found["promise"] == {"text": "an answer by tomorrow 10:00 KST", "by": "2026-02-10T10:00:00+09:00"}
    korean = terminal.ask("who", "refund", "--lang", "ko", "--at", "2026-02-09T10:00")
    assert korean["promise"]["text"] == "12:00 KST까지 답변드리겠습니다"


@pytest.mark.parametrize(
    "at", ["2026-02-09T10:00", "2026-02-09T10:00+09:00", "2026-02-09T01:00Z", "2026-02-09T02:00:00+01:00"]
)
def test_a_moment_without_an_offset_is_in_the_workspaces_zone(terminal: Terminal, at: str) -> None:
    """--at is ISO 8601; the answer is in the workspace's zone."""
    terminal.now = datetime(2020, 1, 1, tzinfo=UTC)
    assert terminal.ask("who", "refund", "--at", at)["at"] == "2026-02-09T10:00:00+09:00"


POLICIES = "    policies:\n      - levels:"
FIRST = '    policies:\n      - {when: {%s}, levels: [{ask: "person:bob", within: 5m}]}\n      - levels:'


@pytest.mark.parametrize(
    ("when", "options"),
    [
        ("severity: [critical]", ["--severity", "critical"]),
        ("tier: [vip]", ["--tier", "VIP"]),
        ("region: [eu]", ["--region", "eu"]),
        ("hours: outside", ["--at", "2026-02-09T22:00"]),
    ],
)
def test_the_policy_depends_on_what_is_known(terminal: Terminal, when: str, options: list[str]) -> None:
    """Severity, tier, region and the hour choose the policy."""
    terminal.write(spoiled(TEAM, (POLICIES, FIRST % when)))
    assert terminal.ask("who", "refund")["policy"] == 1
    assert terminal.ask("who", "refund", *options)["policy"] == 0


def test_it_says_that_covers_are_not_counted(terminal: Terminal) -> None:
    """The answer is from the file alone and says so, in JSON and in words."""
    assert terminal.ask("who", "refund")["source"] == "file"
    assert "--live" in terminal.run("who", "refund").stdout


def test_live_counts_the_covers_of_the_store(terminal: Terminal) -> None:
    """With --live a cover made in Slack answers."""
    terminal.wiring.covers = (
        Cover("c1", "jimin", "bob", MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=9)),
    )
    found = terminal.ask("who", "refund", "--live")
    (ask,) = found["levels"][0]["asks"]
    assert (ask["person"], ask["why"]) == ("bob", "cover")
    assert "note" not in found


@pytest.mark.parametrize(("text", "word"), [("환불", "김지민님"), ("refund", "Jimin Kim")])
def test_people_read_it_in_the_language_they_asked_in(terminal: Terminal, text: str, word: str) -> None:
    """Words without JSON, in the language of the text, without Slack's marks."""
    printed = terminal.run("who", text).stdout
    assert word in printed
    assert not [mark for mark in ("*", "<!", "&lt;") if mark in printed]


def test_a_user_group_is_named_without_slacks_marks(terminal: Terminal) -> None:
    """Its id is all that the file knows of it."""
    terminal.write(spoiled(TEAM, ("channel:#support", "group:S0123ABC")))
    printed = terminal.run("who", "refund").stdout
    assert "@S0123ABC" in printed
    assert "subteam" not in printed


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("  ",),
        ("refund", "--at", "yesterday"),
        ("refund", "--at", "9999-12-31T23:00"),
        ("refund", "--severity", "huge"),
        ("refund", "--lang", "fr"),
        ("refund", "--colour"),
    ],
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    """Nothing asked, or asked in a way nobody knows."""
    assert terminal.run("who", *words).exit_code == 2


def test_files_with_problems_are_exit_code_1(terminal: Terminal) -> None:
    """No answer from broken files; the problems go to stderr."""
    terminal.write(TEAM.replace("within: 15m", "within: 15"))
    result = terminal.run("who", "refund", "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "is not a duration" in result.stderr


def test_anything_at_all_is_answered(terminal: Terminal) -> None:
    """Ten thousand characters, only emoji, Slack's own marks: exit code 0 each."""
    for text in ("가" * 10_000, "🎉🎉🎉", "<!channel> & <@U1>", "'; DROP TABLE", "\x1b[31m"):
        assert terminal.run("who", text).exit_code == 0, text[:20]
