"""`init`: a first file from Slack, and one from four answers."""

import pytest
from click.testing import Result

from bot.config.starting import Gathered
from bot.ports import Member
from tests.cli.running import Terminal

GROUP = Gathered(
    "@care", "Care", "#care", (Member(user="U01ANN", name="Ann"), Member(user="U02BOB", name="Bob"))
)


def ready(terminal: Terminal) -> Terminal:
    """A terminal with a token, and a group in Slack."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    terminal.wiring.gathered = GROUP
    return terminal


def test_it_prints_a_file_that_check_accepts(terminal: Terminal) -> None:
    """On the terminal unless told otherwise; the answer of the very next command is no problem."""
    printed = ready(terminal).run("init", "escalation", "--slack", "@care", "--lead", "bob").stdout
    values = (terminal.folder / "values.yaml").read_text(encoding="utf-8").replace("approvers: [jimin]\n", "")
    terminal.write(printed, values)
    assert terminal.ask("check") == []
    assert terminal.ask("who", "charged twice")["levels"][1]["asks"][0]["person"] == "bob"


def test_it_never_overwrites(terminal: Terminal) -> None:
    """A file that is there stays as it is; a new one is written and the next step named."""
    there, new = terminal.folder / "escalation.yaml", terminal.folder / "new.yaml"
    before = there.read_text(encoding="utf-8")
    refused = ready(terminal).run("init", "escalation", "--slack", "@care", "-o", str(there))
    assert refused.exit_code == 2
    assert there.read_text(encoding="utf-8") == before
    written = terminal.run("init", "escalation", "--slack", "@care", "-o", str(new))
    assert written.exit_code == 0
    assert new.read_text(encoding="utf-8").startswith("# Who to hand a customer to. Written from @care")
    assert f"check --escalation {new}" in written.stderr


def test_a_group_slack_does_not_show_is_said(terminal: Terminal) -> None:
    """One sentence, no traceback; without a token it is wrong usage."""
    assert terminal.run("init", "escalation", "--slack", "@care").exit_code == 2
    result = ready(terminal).run("init", "escalation", "--slack", "@nobody")
    assert (result.exit_code, result.stderr) == (1, "Slack shows no user group @nobody.\n")


ANSWERS = (
    "quick answers; you stay until it is solved",
    "blame a customer",
    "They keep their word",
    "phone, chat",
)


def asked(terminal: Terminal, *words: str, typed: str) -> Result:
    """What is typed at the questions, line by line."""
    return terminal.run("init", "values", *words, typed=typed)


@pytest.mark.parametrize(
    ("lang", "question", "typed", "said"),
    [
        ("en", "What do customers thank us for?", "\n".join(ANSWERS), "What we never do: blame a customer"),
        (
            "ko",
            "고객이 우리에게 무엇을 고마워하시나요?",
            "빠른 답\n거짓말\n약속을 지키는 사람들이다\n전화",
            "우리가 하지 않는 것: 거짓말",
        ),
    ],
)
def test_four_questions_make_a_file(
    terminal: Terminal, lang: str, question: str, typed: str, said: str
) -> None:
    """Asked in the language, in their order; the file is valid, and check only asks for what happened."""
    new = terminal.folder / "new.yaml"
    result = asked(terminal, "--lang", lang, "-o", str(new), typed=f"{typed}\n")
    assert result.exit_code == 0
    assert question in result.stderr
    assert result.stdout == ""
    assert f"check --values {new}" in result.stderr
    assert "empathy" in result.stderr  # a topic names it, and the new file has other situations
    text = new.read_text(encoding="utf-8")
    assert said in text
    team = (terminal.folder / "escalation.yaml").read_text(encoding="utf-8")
    terminal.write(team.replace("    situations: [empathy]\n", ""), text)
    assert (
        "empathy" not in asked(terminal, "--lang", lang, "--force", "-o", str(new), typed=f"{typed}\n").stderr
    )
    warnings = terminal.ask("check")
    assert warnings
    assert all("no example of something that happened" in one["message"] for one in warnings)


def test_the_language_is_the_terminals_then_the_workspaces(terminal: Terminal) -> None:
    """--lang comes before both."""
    given = [
        f"--{name}={text}"
        for name, text in zip(("thanked", "never", "think", "channels"), ANSWERS, strict=True)
    ]
    assert "# 우리 팀이 무엇을" in terminal.run("init", "values", *given).stdout
    terminal.environ = {"LANG": "en_GB.UTF-8"}
    assert "# What we stand for" in terminal.run("init", "values", *given).stdout
    assert "# 우리 팀이 무엇을" in terminal.run("init", "values", "--lang", "ko", *given).stdout
    terminal.environ = {"LANG": "C.UTF-8"}
    terminal.write("not: [a file")
    assert "# What we stand for" in terminal.run("init", "values", *given).stdout


def test_options_are_not_asked_again(terminal: Terminal) -> None:
    """Only what is missing."""
    result = asked(
        terminal, "--lang", "en", "--thanked", "speed", "--never", "lies", typed="Nice people\nchat\n"
    )
    assert "What do customers thank us for?" not in result.stderr
    assert "What should they think after talking with us?" in result.stderr
    assert "Nice people" in result.stdout


def test_nothing_said_is_asked_again(terminal: Terminal) -> None:
    """At the question, in its language; an empty option is wrong usage."""
    result = asked(terminal, "--lang", "ko", typed="\n ; \n빠른 답\n거짓말\n좋다\n전화\n")
    assert result.exit_code == 0
    assert "한마디라도 적어 주세요" in result.stderr
    assert terminal.run("init", "values", "--lang", "en", "--thanked", " ; ").exit_code == 2


def test_who_leaves_halfway_leaves_nothing(terminal: Terminal) -> None:
    """Ctrl-C or the end of the input: no file, half a file least of all."""
    new = terminal.folder / "new.yaml"
    result = asked(terminal, "--lang", "en", "-o", str(new), typed="speed\nlies\n")
    assert result.exit_code == 1
    assert sorted(path.name for path in terminal.folder.iterdir()) == ["escalation.yaml", "values.yaml"]


def test_values_that_are_there_stay_unless_forced(terminal: Terminal) -> None:
    """It is said before the first question."""
    there = terminal.folder / "values.yaml"
    before = there.read_text(encoding="utf-8")
    refused = asked(terminal, "-o", str(there), typed="")
    assert refused.exit_code == 2
    assert "--force replaces it" in refused.stderr
    assert "?" not in refused.stderr.partition("Error")[0].replace("for help", "")
    assert there.read_text(encoding="utf-8") == before
    forced = asked(
        terminal, "--lang", "en", "--force", "-o", str(there), typed="speed\nlies\nNice people\nchat\n"
    )
    assert forced.exit_code == 0
    assert "Nice people" in there.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said_before_the_first_question(terminal: Terminal) -> None:
    """Nobody's answers are lost."""
    nowhere = terminal.folder / "no" / "values.yaml"
    lost = asked(terminal, "--lang", "en", "-o", str(nowhere), typed="speed\nlies\nNice people\nchat\n")
    assert lost.exit_code == 2
    assert "there is no such folder" in lost.stderr
    assert "thank us" not in lost.stderr
