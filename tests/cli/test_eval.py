"""`eval`: figures of labelled cases."""

from tests.cli.running import Terminal

CASES = """\
{"text": "환불", "lang": "ko", "topic": "refund", "situation": null}
{"text": "refund", "lang": "en", "topic": "refund"}

{"text": "zebra crossing", "lang": "en", "topic": null, "situation": null}
"""


def test_the_figures_have_the_agreed_names(terminal: Terminal) -> None:
    """Topics and situations, all and by language; out of scope beside them."""
    (terminal.folder / "cases.jsonl").write_text(CASES, encoding="utf-8")
    found = terminal.ask("eval", str(terminal.folder / "cases.jsonl"))
    assert set(found) == {"topics", "situations", "out_of_scope"}
    assert set(found["topics"]) == {"all", "ko", "en"}
    assert found["topics"]["all"] == {
        "n": 2,
        "top1": 1.0,
        "top3": 1.0,
        "direct": 1.0,
        "direct_right": 1.0,
        "choice_has": None,
    }
    assert found["out_of_scope"]["topics"] == {"n": 1, "direct": 0.0, "choose": 0.0, "none": 1.0}
    assert found["out_of_scope"]["situations"]["n"] == 2


def test_people_read_a_table(terminal: Terminal) -> None:
    """A row a language."""
    (terminal.folder / "cases.jsonl").write_text(CASES, encoding="utf-8")
    printed = terminal.run("eval", str(terminal.folder / "cases.jsonl")).stdout
    assert "topics ko           1    100%" in printed


def test_lines_that_are_no_cases_are_all_named(terminal: Terminal) -> None:
    """Exit code 2, with the number of each line."""
    (terminal.folder / "cases.jsonl").write_text(
        'x\n{"text": "a", "colour": 1}\n{"topic": null}\n', encoding="utf-8"
    )
    result = terminal.run("eval", str(terminal.folder / "cases.jsonl"))
    assert result.exit_code == 2
    assert [f"cases.jsonl:{n}: " in result.stderr for n in (1, 2, 3)] == [True, True, True]


def test_a_file_that_is_not_there(terminal: Terminal) -> None:
    """Wrong usage."""
    assert terminal.run("eval", "nowhere.jsonl").exit_code == 2
