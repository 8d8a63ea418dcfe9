"""`eval`: figures of labelled cases."""

from pathlib import Path

import pytest

from tests.cli.running import Terminal
from tests.views.pictures.reading import read

CASES = """\
{"text": "환불", "lang": "ko", "topic": "refund", "situation": null}
{"text": "refund", "lang": "en", "topic": "refund"}

{"text": "zebra crossing", "lang": "en", "topic": null, "situation": null}
"""


def test_the_figures_have_the_agreed_names(terminal: Terminal) -> None:
    """Topics and situations, all and by language; out of scope beside them."""
    (terminal.folder / "cases.jsonl").write_text(CASES, encoding="utf-8")
    found = terminal.ask("eval", str(terminal.folder / "cases.jsonl"))
    assert set(found) == {"topics", "situations", "out_of_scope", "confusion", "calibration", "worst"}
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


def test_labels_that_no_file_has_are_told(terminal: Terminal) -> None:
    """Beside the figures, each once: no answer to them could be right."""
    path = terminal.folder / "cases.jsonl"
    line = '{"text": "refund", "topic": "refnd", "situation": "zebra"}\n'
    path.write_text(CASES + line + line.replace("zebra", "refund"), encoding="utf-8")
    result = terminal.run("eval", str(path), "--json")
    assert result.exit_code == 0
    told = result.stderr
    assert 'no topic "refnd" (did you mean "refund"?); 2 lines count as wrong' in told
    assert 'no situation "zebra"; a line counts as wrong' in told
    assert '"topics"' in result.stdout


def test_lines_that_are_no_cases_are_all_named(terminal: Terminal) -> None:
    """Exit code 2, with the number of each line."""
    (terminal.folder / "cases.jsonl").write_text(
        'x\n{"text": "a", "colour": 1, "topik": null}\n{"topic": null}\n', encoding="utf-8"
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


def test_notes_of_others_are_left_out(terminal: Terminal) -> None:
    """A style or a number beside a case says nothing about it, and is no reason to refuse the file."""
    (terminal.folder / "cases.jsonl").write_text(
        '{"text": "refund", "topic": "refund", "style": "short", "id": 7}\n', encoding="utf-8"
    )
    result = terminal.run("eval", str(terminal.folder / "cases.jsonl"))
    assert result.exit_code == 0, result.stderr


def test_a_file_that_is_not_there(terminal: Terminal) -> None:
    """Wrong usage."""
    assert terminal.run("eval", "nowhere.jsonl").exit_code == 2


MISTAKEN = """\
{"text": "refund", "lang": "en", "topic": null, "situation": null}
{"text": "환불", "lang": "ko", "topic": "refund", "situation": "empathy"}
"""


@pytest.fixture
def mistaken(terminal: Terminal) -> Path:
    """A message out of scope that is answered all the same, and one whose situation is not seen."""
    path = terminal.folder / "mistaken.jsonl"
    path.write_text(MISTAKEN, encoding="utf-8")
    return path


def test_what_was_taken_for_what_and_the_worst_cases_are_named(terminal: Terminal, mistaken: Path) -> None:
    """Beside the figures, under names of their own."""
    found = terminal.ask("eval", str(mistaken))
    assert found["confusion"]["topics"] == [{"right": None, "taken": "refund", "n": 1}]
    assert found["confusion"]["situations"] == [{"right": "empathy", "taken": None, "n": 1}]
    [worst] = found["worst"]["topics"]
    assert (worst["text"], worst["right"], worst["got"], worst["score"]) == ("refund", None, "refund", 1.0)
    [span] = found["calibration"]["topics"]["by_score"]
    assert (span["start"], span["n"], span["right"], span["direct"]) == (1.0, 2, 0.5, 1.0)


def test_people_read_the_threshold_the_pairs_and_the_worst_cases(terminal: Terminal, mistaken: Path) -> None:
    """Each with its matcher; --worst 0 leaves the cases out."""
    printed = terminal.run("eval", str(mistaken)).stdout
    assert "1.0 – 1.1           2     50%    100%" in printed
    assert "now: 100% answered directly, 50% of all direct answers right" in printed
    assert "    1   out of scope → refund\n" in printed
    assert "direct           1.00   out of scope → refund: refund\n" in printed
    assert "worst cases" not in terminal.run("eval", str(mistaken), "--worst", "0").stdout


@pytest.mark.parametrize(("lang", "words"), [("ko", "해당 없음 → 환불"), ("en", "nothing → Refunds")])
def test_it_draws_what_it_found(terminal: Terminal, mistaken: Path, lang: str, words: str) -> None:
    """As SVG with the titles people know, in either language, and as PNG."""
    svg, png = terminal.folder / "out.svg", terminal.folder / "out.png"
    for path in (svg, png):
        result = terminal.run("eval", str(mistaken), "--plot", str(path), "--lang", lang)
        assert result.exit_code == 0, result.output
        assert result.stdout.endswith(f"{path}\n")
    assert words in read(svg.read_text(encoding="utf-8")).words
    assert png.read_bytes().startswith(b"\x89PNG")


def test_json_stays_json_beside_a_picture(terminal: Terminal, mistaken: Path) -> None:
    """Programs read nothing else on standard output."""
    assert terminal.ask("eval", str(mistaken), "--plot", str(terminal.folder / "out.svg"))["topics"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--plot", "out.gif"), "ends in neither .svg nor .png"),
        (("--plot", "no/such/folder.svg"), "No such file or directory"),
        (("--worst", "-1"), "0<=x<=50"),
    ],
)
def test_a_picture_that_cannot_be_made(
    terminal: Terminal, mistaken: Path, words: tuple[str, ...], told: str
) -> None:
    """With what would be right; nothing is measured for nothing."""
    result = terminal.run("eval", str(mistaken), *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_an_empty_file_holds_no_cases(terminal: Terminal) -> None:
    """Said with its name."""
    (terminal.folder / "empty.jsonl").write_text("\n", encoding="utf-8")
    result = terminal.run("eval", str(terminal.folder / "empty.jsonl"))
    assert result.exit_code == 2
    assert "empty.jsonl: holds no cases" in result.stderr


def test_a_file_of_one_side_alone_is_drawn_too(terminal: Terminal) -> None:
    """Nothing to show is said in the picture."""
    cases, out = terminal.folder / "one.jsonl", terminal.folder / "one.svg"
    cases.write_text('{"text": "refund", "lang": "en", "topic": "refund"}\n', encoding="utf-8")
    assert terminal.run("eval", str(cases), "--plot", str(out), "--lang", "en").exit_code == 0
    assert "nothing to show" in read(out.read_text(encoding="utf-8")).words
