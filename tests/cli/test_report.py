"""`report`: a page in a file that its owner alone opens, and kind refusals."""

import stat
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.periods import Kind, Period
from bot.domain.review import Review, Spread, TopicCount
from bot.errors import OperatorError
from tests.cli.running import Terminal

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1"}
JANUARY = Review(
    team="support",
    period=Period.named("month", "2026-01"),
    handed=7,
    topics=(TopicCount(topic="refund", n=7),),
    to_owner=Spread(n=7, median=timedelta(minutes=4), p90=timedelta(minutes=30)),
)


@pytest.fixture
def reporting(terminal: Terminal) -> Terminal:
    """A workspace with a January."""
    terminal.environ = TOKEN
    terminal.wiring.reviews[("support", "2026-01")] = JANUARY
    return terminal


def test_the_page_is_written_for_its_owner_alone(reporting: Terminal) -> None:
    """The command says where it is; whoever else has an account on the machine cannot open it."""
    path = reporting.folder / "report.html"
    result = reporting.run(
        "report", "--team", "support", "--month", "2026-01", "-o", str(path), "--lang", "en"
    )
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "half within 4 min, nine in ten within 30 min (7)" in page
    assert "Jan 2026" in page


def test_without_a_file_it_goes_to_the_terminal(reporting: Terminal) -> None:
    """In the language asked for."""
    result = reporting.run("report", "--team", "support", "--month", "2026-01", "--lang", "ko")
    assert result.exit_code == 0
    assert "2026년 1월" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--team", "suport", "--month", "2026-01"), 'no team "suport"; did you mean "support"?'),
        (("--team", "support", "--month", "2026-03"), "2026-03 has not begun; the present month is 2026-02"),
        (("--team", "support", "--week", "2026-W08"), "2026-W08 has not begun; the present week is 2026-W07"),
        (("--team", "support", "--month", "January"), '"January" is no month; write it like 2026-01'),
        (("--team", "support", "--week", "2026-W60"), '"2026-W60" is no week; write it like 2026-W06'),
        (("--team", "support", "--month", "2025-12"), "nothing is known of support in 2025-12"),
        (("--team", "support"), "give either --month (2026-11) or --week (2026-W47)"),
        (("--team", "support", "--month", "2026-01", "--week", "2026-W02"), "give either --month"),
        (("--month", "2026-01"), "--team"),
    ],
)
def test_what_cannot_be_reported_is_refused_kindly(
    reporting: Terminal, words: tuple[str, ...], told: str
) -> None:
    """Exit code 2, what is wrong, and what to write instead; no file is left behind."""
    path = reporting.folder / "report.html"
    result = reporting.run("report", *words, "-o", str(path))
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_named(reporting: Terminal) -> None:
    """With the reason."""
    path = reporting.folder / "gone" / "report.html"
    result = reporting.run("report", "--team", "support", "--month", "2026-01", "-o", str(path))
    assert result.exit_code == 2
    assert "No such file or directory" in " ".join(result.stderr.split())


@pytest.mark.parametrize(("at", "begun"), [("2026-01-31T14:59", False), ("2026-01-31T15:00", True)])
def test_a_month_begins_by_the_teams_clock(reporting: Terminal, at: str, *, begun: bool) -> None:
    """February begins in Seoul while it is January in Greenwich."""
    reporting.now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    kind: Kind = "month"
    february = JANUARY.model_copy(update={"period": Period.named(kind, "2026-02")})
    reporting.wiring.reviews[("support", "2026-02")] = february
    result = reporting.run("report", "--team", "support", "--month", "2026-02")
    assert (result.exit_code == 0) is begun


def test_without_a_token_it_says_what_is_missing(terminal: Terminal) -> None:
    """Where to get it, too."""
    result = terminal.run("report", "--team", "support", "--month", "2026-01")
    assert result.exit_code == 2
    assert "missing or wrong for python -m bot report:\n  SLACK_BOT_TOKEN is missing" in result.stderr


def test_a_store_that_is_away_is_told(reporting: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own sentence, with exit code 1."""

    async def away(*_: object) -> Review:
        raise OperatorError("The store does not answer: check REDIS_URL.")

    monkeypatch.setattr(reporting.wiring, "gather_review", away)
    result = reporting.run("report", "--team", "support", "--month", "2026-01")
    assert (result.exit_code, result.stderr) == (1, "The store does not answer: check REDIS_URL.\n")
