"""`diff`, and `who --against`: what another version of a file would change."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Terminal
from tests.config.files import TEAM, VALUES, spoiled

REROUTED = spoiled(TEAM, ('{ask: "schedule:billing", within: 15m}', '{ask: "person:bob", within: 5m}'))


@pytest.fixture
def drafts(terminal: Terminal) -> Path:
    """A folder with the file as it is, and drafts beside it."""
    for name, text in (("same", TEAM), ("rerouted", REROUTED), ("bad", TEAM.replace("15m", "15"))):
        (terminal.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (terminal.folder / "swapped.yaml").write_text(
        TEAM.replace("[bob, jimin]", "[jimin, bob]"), encoding="utf-8"
    )
    heard = spoiled(VALUES, ("I listen.", "I listen first."))
    (terminal.folder / "heard.yaml").write_text(heard, encoding="utf-8")
    return terminal.folder


def diff(terminal: Terminal, old: str, new: str, *more: str) -> str:
    """What is printed, in English."""
    result = terminal.run(
        "diff", *(str(terminal.folder / f"{name}.yaml") for name in (old, new)), *more, "--lang", "en"
    )
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("drafts")
class TestDiff:
    """In words, grouped, short; and as JSON."""

    def test_nothing_changes_for_anybody(self, terminal: Terminal) -> None:
        """And says so."""
        assert diff(terminal, "escalation", "same") == "Nothing changes for anybody.\n"

    def test_a_topic_that_is_rerouted(self, terminal: Terminal) -> None:
        """The level before and after, and for whom."""
        said = diff(terminal, "escalation", "rerouted")
        assert "level 1: billing on-call → Bob Brown, 15 min → 5 min" in said
        assert "now asked first about: Refunds" in said
        assert "no longer asked first about: Refunds (while on call for billing)" in said

    def test_shifts_gained_and_lost(self, terminal: Terminal) -> None:
        """With their dates, in the file's zone; as far as --days."""
        said = diff(terminal, "escalation", "swapped", "--from", "2026-02-09T09:00", "--days", "7")
        assert "now on call for billing: Mon 9 Feb 09:00 – Mon 16 Feb 09:00 KST" in said
        assert said.count("on call for billing:") == 2
        longer = diff(terminal, "escalation", "swapped", "--from", "2026-02-09T09:00", "--days", "14")
        assert longer.count("on call for billing:") == 4

    def test_in_korean(self, terminal: Terminal) -> None:
        """As a colleague would say it."""
        result = terminal.run(
            "diff",
            *(str(terminal.folder / f"{name}.yaml") for name in ("escalation", "rerouted")),
            "--lang",
            "ko",
        )
        assert "1단계: billing 당번 → Bob Brown님, 15분 → 5분" in result.stdout
        assert "이제 1순위로 연락받음: 환불" in result.stdout

    def test_values_are_compared_too(self, terminal: Terminal) -> None:
        """Which of the two a file is, its keys tell."""
        assert "action: I listen. → I listen first." in diff(terminal, "values", "heard")

    def test_as_json(self, terminal: Terminal) -> None:
        """Times with the workspace's offset; each change by its kind."""
        found = ask(terminal, "diff", "escalation", "swapped")
        assert {one["person"] for one in found["people"]} == {"bob", "jimin"}
        assert found["people"][0]["gained"][0]["start"].endswith("+09:00")
        assert found["changes"] == []
        (change,) = ask(terminal, "diff", "escalation", "rerouted")["changes"]
        assert (change["kind"], change["topic"], change["ask_after"]) == ("level", "refund", ["person:bob"])

    def test_a_file_with_problems_is_exit_code_1(self, terminal: Terminal) -> None:
        """With its line."""
        result = terminal.run(
            "diff", str(terminal.folder / "escalation.yaml"), str(terminal.folder / "bad.yaml")
        )
        assert result.exit_code == 1
        assert "bad.yaml:29:" in result.stderr
        assert result.stdout == ""

    @pytest.mark.parametrize(
        "words", [(), ("escalation",), ("escalation", "values"), ("escalation", "same", "--days", "0")]
    )
    def test_wrong_usage_is_exit_code_2(self, terminal: Terminal, words: tuple[str, ...]) -> None:
        """One file, two kinds, no days."""
        files = [
            str(terminal.folder / f"{word}.yaml") if word in ("escalation", "values", "same") else word
            for word in words
        ]
        assert terminal.run("diff", *files).exit_code == 2


def ask(terminal: Terminal, command: str, *names: str) -> Any:  # noqa: ANN401 - whatever JSON says
    """The JSON of a command over files of the folder."""
    result = terminal.run(command, *(str(terminal.folder / f"{name}.yaml") for name in names), "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("drafts")
class TestAgainst:
    """One question to the live file and to a draft."""

    def test_both_answers_and_what_differs(self, terminal: Terminal) -> None:
        """As `who --json` gives each; the parts that differ by name."""
        found = terminal.ask("who", "refund", "--against", str(terminal.folder / "rerouted.yaml"))
        assert found["live"]["levels"][0]["asks"][0]["target"] == "schedule:billing"
        assert found["draft"]["levels"][0]["asks"][0]["target"] == "person:bob"
        assert [one["what"] for one in found["differs"]] == ["level 1", "level 2"]
        first = found["differs"][0]
        assert (first["live"]["people"], first["draft"]["people"]) == (["jimin"], ["bob"])
        assert (first["live"]["within_minutes"], first["draft"]["within_minutes"]) == (15, 5)

    def test_in_words(self, terminal: Terminal) -> None:
        """Both, then the difference, by name."""
        said = terminal.run("who", "refund", "--against", str(terminal.folder / "rerouted.yaml")).stdout
        assert "level 1: Jimin Kim 02-09 10:00, 15 min → Bob Brown 02-09 10:00, 5 min" in said
        assert said.index("The live file") < said.index("The draft") < said.index("What differs")

    def test_each_part_that_differs_is_told_as_people_say_it(self, terminal: Terminal) -> None:
        """A promise by the clock, a way of answering in words, the same person by another target."""
        drafts = {
            "promised": spoiled(TEAM, ("    keywords:", "    promise: {after: 2h}\n    keywords:")),
            "elsewhere": spoiled(TEAM, ("channel:#support", "channel:#elsewhere")),
            "by-name": spoiled(TEAM, ('"schedule:billing"', '"person:jimin"')),
            "deaf": TEAM.replace("refund", "parcel").replace("Refund", "Parcel"),
        }
        told = {}
        for name, text in drafts.items():
            (terminal.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
            said = terminal.run("who", "refund", "--against", str(terminal.folder / f"{name}.yaml")).stdout
            told[name] = said[said.index("What differs") :]
        assert "promise: none → 02-09 12:00" in told["promised"]
        assert "Jimin Kim, #support 02-09 10:15, 30 min → Jimin Kim, #elsewhere" in told["elsewhere"]
        assert "Jimin Kim (schedule:billing) 02-09 10:00" in told["by-name"]
        assert "decision: answers at once → does not know" in told["deaf"]

    def test_the_same_answer(self, terminal: Terminal) -> None:
        """Says so; in JSON nothing differs."""
        same = str(terminal.folder / "same.yaml")
        assert "Both answer the same." in terminal.run("who", "refund", "--against", same).stdout
        assert terminal.ask("who", "refund", "--against", same)["differs"] == []

    def test_a_bad_draft_is_exit_code_1(self, terminal: Terminal) -> None:
        """With its lines; the live answer alone would hide that."""
        result = terminal.run("who", "refund", "--against", str(terminal.folder / "bad.yaml"))
        assert result.exit_code == 1
        assert "bad.yaml:" in result.stderr
