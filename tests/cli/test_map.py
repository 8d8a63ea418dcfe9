"""`map`: the ladder of a topic in words, as SVG and as PNG."""

import pytest

from tests.cli.running import Terminal
from tests.views.pictures.reading import read


@pytest.mark.parametrize("topic", ["refund", "Refunds", "환불", "REFUND"])
def test_it_tells_a_topics_ladder_in_words(terminal: Terminal, topic: str) -> None:
    """By its key, title or keyword, in the language of the word, and says what it does not know."""
    told = terminal.run("map", topic, "--lang", "en").stdout
    assert told.startswith(
        "Refunds\nMon 2026-02-09 10:00 KST\n1. Jimin Kim (on rotation · until 16 Feb 09:00 KST)"
    )
    assert "covers made in Slack are not counted" in told


def test_the_name_of_the_file_decides_the_format(terminal: Terminal) -> None:
    """SVG is text that is well-formed, PNG is what phones show."""
    svg, png = terminal.folder / "ladder.svg", terminal.folder / "ladder.PNG"
    for path in (svg, png):
        result = terminal.run("map", "환불", "-o", str(path))
        assert result.exit_code == 0, result.output
        assert result.stdout == f"{path}\n"
    assert "김지민님" in read(svg.read_text(encoding="utf-8")).words
    assert png.read_bytes().startswith(b"\x89PNG")


def test_without_a_topic_it_draws_who_takes_what(terminal: Terminal) -> None:
    """All of them in one picture."""
    terminal.run("map", "-o", str(terminal.folder / "all.svg"))
    assert "환불\n1\n김지민님" in read((terminal.folder / "all.svg").read_text(encoding="utf-8")).words


def test_another_moment(terminal: Terminal) -> None:
    """A week on somebody else is on call."""
    told = terminal.run("map", "refund", "--at", "2026-02-17T10:00").stdout
    assert "1. Bob Brown" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("weather",), '"weather" names no one topic clearly; there are: refund (Refunds)'),
        (("refund", "-o", "ladder.gif"), "ends in neither .svg nor .png"),
        (("refund", "-o", "no/such/folder.svg"), "No such file or directory"),
    ],
)
def test_wrong_usage(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    """With what would be right."""
    result = terminal.run("map", *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
