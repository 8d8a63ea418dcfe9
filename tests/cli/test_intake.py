"""`intake`: a file of customers' answers, in Korean or English, taken in once or not at all."""

import pytest

from tests.cli.running import Terminal

HEADER = "id,agent,scale,score,comment\n"
GOOD = HEADER + 'S1,ann,csat,1,"zzmark, one\nzzmark two"\nS2,gone@example.com,csat,5,zzmark\n'


@pytest.fixture
def ready(terminal: Terminal) -> Terminal:
    """With the workspace's token."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    return terminal


def given(terminal: Terminal, content: str | bytes) -> str:
    """The file."""
    path = terminal.folder / "survey.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_file_is_taken_in(ready: Terminal) -> None:
    """It says what became of the answers, and on which line nobody was found; not a word of theirs."""
    result = ready.run("intake", given(ready, GOOD), "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "2 new answers: 1 for one agent alone, 1 about nobody I know",
            "nobody was found for line 4: look at the key, address or Slack id in escalation.yaml",
        ],
    )
    assert ready.wiring.taken_in == {"S1", "S2"}


def test_the_same_file_again_changes_nothing(ready: Terminal) -> None:
    """And says so; exit code 0."""
    path = given(ready, GOOD)
    ready.run("intake", path)
    again = ready.run("intake", path)
    assert again.exit_code == 0
    assert "이미 받아들인 응답 2건은 그대로 두었습니다." in again.stdout


def test_a_dry_run_stores_nothing(ready: Terminal) -> None:
    """It says so."""
    result = ready.run("intake", given(ready, GOOD), "--dry-run", "--lang", "ko")
    assert result.stdout.startswith("새 응답 2건 (시험 실행, 저장하지 않음): 상담원만 보는 메모 1")
    assert ready.wiring.taken_in == set()


def test_every_problem_is_told_with_its_line_and_column(ready: Terminal) -> None:
    """Exit code 1; nothing is taken in, nothing of the words is printed."""
    path = given(ready, GOOD + "S3,,csat,9,zzmark\n,ann,zzmark,4,zzmark\n")
    result = ready.run("intake", path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{path}:5:2 agent: is missing",
        f"{path}:5:4 score: must be a whole number from 1 to 5",
        f"{path}:6:1 id: is missing",
        f"{path}:6:3 scale: must be one of csat, ces, good_bad",
        "4 problems; nothing was taken in. Mend them and run it again.",
    ]
    assert ready.wiring.taken_in == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_korean_headings_and_encodings(ready: Terminal, encoding: str, delimiter: str) -> None:
    """As spreadsheets save them."""
    text = "응답 번호,상담원,척도,점수,의견,응답일시,문의 번호,회신 요청\n7,ann,만족도,5점,고맙습니다,2026.2.1 10:00,T-1,예\n"
    path = given(ready, text.replace(",", delimiter).encode(encoding))
    assert ready.run("intake", path).exit_code == 0
    assert ready.wiring.taken_in == {"7"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "1:1 columns are missing: id, agent, score"),
        (b"name;points\n", "1:1 columns are missing: id, agent, score"),
        (b"\xff\xfe\x81", "1:1 is neither UTF-8 nor cp949"),
        (b'id,agent,score\n1,ann,"good\n', "2:1 a quotation mark is not closed"),
    ],
)
def test_what_is_no_such_file_is_told(ready: Terminal, content: bytes, told: str) -> None:
    """With its place."""
    path = given(ready, content)
    result = ready.run("intake", path, "--lang", "en")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}:{told}\n")


@pytest.mark.parametrize("words", [(), ("nothing.csv",)])
def test_without_a_file_it_is_wrong_usage(ready: Terminal, words: tuple[str, ...]) -> None:
    """Exit code 2."""
    assert ready.run("intake", *words).exit_code == 2


def test_it_needs_the_workspaces_token(terminal: Terminal) -> None:
    """And, with a store of one's own, the keys that seal."""
    terminal.environ = {"REDIS_URL": "redis://localhost"}
    result = terminal.run("intake", given(terminal, GOOD))
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is missing" in result.stderr
    assert "BATON_SECRET_KEYS is missing" in result.stderr
