"""`suggestions`: examples to paste, questions without an answer, figures; and why there is nothing."""

from datetime import date

import pytest

from bot.domain.learning import Deed, KeptQuestion, Learned, Mark, MonthCounts, Realm
from bot.errors import OperatorError
from bot.settings import Settings
from tests.cli.running import FakeWiring, Terminal
from tests.config.files import TEAM, VALUES

TOKEN = {"SLACK_BOT_TOKEN": "xoxb-1"}
KEEPS = VALUES + "learning: {keep_text: 30d}\n"
UNMATCHED = Mark(realm=Realm.TOPIC, deed=Deed.UNMATCHED)
REFUND = Mark(realm=Realm.TOPIC, deed=Deed.PICKED, entry="refund")
EMPATHY = Mark(realm=Realm.SITUATION, deed=Deed.PICKED, entry="empathy")
USEFUL = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="empathy")
NOT_USEFUL = Mark(realm=Realm.SITUATION, deed=Deed.NOT_USEFUL, entry="empathy")


def asked(text: str, mark: Mark, times: int = 2) -> KeptQuestion:
    """By as many people as times."""
    return KeptQuestion(text=text, counts={mark: times}, people={mark: times})


LEARNED = Learned(
    months=(MonthCounts(month=date(2026, 2, 1), counts={UNMATCHED: 4, REFUND: 2, USEFUL: 3, NOT_USEFUL: 1}),),
    questions=(
        asked("돈을 두 번 냈어요: #1", REFUND),
        asked("money left my account twice", REFUND),
        asked("how do I fold a paper plane", UNMATCHED, 3),
    ),
)


@pytest.fixture
def keeping(terminal: Terminal) -> Terminal:
    """A team that keeps words for a while, with something learned."""
    terminal.environ = TOKEN
    terminal.write(TEAM, KEEPS)
    terminal.wiring.told = LEARNED
    return terminal


def follow(terminal: Terminal, printed: str) -> None:
    """Paste what was printed into the files, as somebody would who reads it from the top."""
    blocks = [
        block.splitlines() for block in printed.split("\n\n") if "escalation.yaml:" in block.split("\n")[0]
    ]
    for head, *lines in blocks:
        path, _, rest = head.removeprefix("# ").partition(".yaml:")
        at = int(rest.split()[0])
        file = terminal.folder / f"{path.rpartition('/')[2]}.yaml"
        old = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([*old[:at], *lines, *old[at:]]) + "\n", encoding="utf-8")


def test_what_it_prints_can_be_pasted(keeping: Terminal) -> None:
    """Into the right place: check passes, the question then has its answer, and nothing is proposed any more."""
    result = keeping.run("suggestions", "--lang", "en")
    assert result.exit_code == 0, result.output
    examples = result.stdout.partition("\nQuestions without an answer")[0]
    follow(keeping, examples)
    check = keeping.run("check")
    assert check.exit_code == 0
    assert "escalation.yaml" not in check.stdout
    found = keeping.ask("who", "돈을 두 번 냈어요: #1")
    assert (found["decision"], found["topics"][0]["id"]) == ("direct", "refund")
    assert keeping.ask("suggestions")["examples"] == []


def test_people_read_what_found_no_answer_and_what_helped(keeping: Terminal) -> None:
    """The most frequent first, nobody's name, and the figures since when."""
    printed = keeping.run("suggestions", "--lang", "en").stdout
    assert "    3  topic       how do I fold a paper plane\n" in printed
    assert "Counted since 2026-02:" in printed
    assert "topic: nothing found 4, none of these 0" in printed
    assert "situation empathy: 👍 3 · 👎 1" in printed


def test_programs_read_json(keeping: Terminal) -> None:
    """The same, with counts."""
    found = keeping.ask("suggestions")
    assert set(found) == {"keep_text", "since", "examples", "unanswered", "entries", "missed"}
    assert found["keep_text"] is True
    assert {one["text"] for one in found["examples"]} == {
        "돈을 두 번 냈어요: #1",
        "money left my account twice",
    }
    assert found["unanswered"] == [{"realm": "topic", "text": "how do I fold a paper plane", "times": 3}]


def test_an_entry_on_one_line_says_where(keeping: Terminal) -> None:
    """Its examples go between its braces."""
    keeping.wiring.told = Learned(questions=(asked("he shouts at me", EMPATHY),))
    printed = keeping.run("suggestions", "--lang", "en").stdout
    assert (
        'values.yaml:9 situations.empathy: between its braces\nexamples: {en: ["he shouts at me"]}' in printed
    )


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "No words of questions are kept"), ("ko", "질문의 글은 보관하지 않고 있어서")],
)
def test_with_no_words_kept_it_says_so_and_counts(terminal: Terminal, lang: str, told: str) -> None:
    """How to switch it on, and how many there were."""
    terminal.environ = TOKEN
    terminal.wiring.told = LEARNED
    printed = terminal.run("suggestions", "--lang", lang).stdout
    assert told in printed
    assert "keep_text: 30d" in printed
    assert "paper plane" not in printed
    assert "4" in printed.partition("2026-02")[2]


def test_before_anything_was_counted_it_says_so(terminal: Terminal) -> None:
    """In the language of the file; and why no example is proposed."""
    terminal.environ = TOKEN
    terminal.write(TEAM, KEEPS)
    printed = terminal.run("suggestions").stdout
    assert "아직 집계된 것이 없습니다" in printed
    assert "서로 다른 2명이" in printed


def test_it_needs_the_workspaces_token(terminal: Terminal) -> None:
    """Every missing variable is named."""
    terminal.environ = {"REDIS_URL": "redis://localhost"}
    result = terminal.run("suggestions")
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is missing" in result.stderr
    assert "BATON_SECRET_KEYS is missing" in result.stderr


class _Away(FakeWiring):
    async def learned(self, settings: Settings) -> Learned:  # noqa: ARG002 - the wiring's own signature
        raise OperatorError("The store does not answer")


def test_a_store_that_is_away_is_a_sentence(terminal: Terminal) -> None:
    """Exit code 1, no traceback."""
    terminal.environ = TOKEN
    terminal.wiring = _Away()
    result = terminal.run("suggestions")
    assert (result.exit_code, result.stderr) == (1, "The store does not answer\n")
