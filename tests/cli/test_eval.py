"""`eval`: figures of labelled cases."""

import pytest

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


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"text": "a",', "is not JSON: EOF while parsing"),
        (
            '{"text": "a", "topc": "refund"}',
            'unknown key "topc" (did you mean "topic"?); allowed: text, lang,',
        ),
        ('{"topic": null}', 'missing key "text"'),
        ('{"text": 3}', "text: should be a text\n"),
        ('{"text": "a", "topic": 3}', "topic: should be a text or null\n"),
        ('{"text": "a", "lang": "fr"}', "lang: should be 'ko' or 'en'"),
        ('["a"]', 'should be an object such as {"text": "…"'),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_plain_words(
    terminal: Terminal, line: str, sentence: str
) -> None:
    """As the two files' problems are told: what stands there and what would be right."""
    (terminal.folder / "cases.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    result = terminal.run("eval", str(terminal.folder / "cases.jsonl"))
    assert f"cases.jsonl:2: {sentence}" in result.stderr


def test_a_file_that_is_not_there(terminal: Terminal) -> None:
    """Wrong usage."""
    assert terminal.run("eval", "nowhere.jsonl").exit_code == 2
