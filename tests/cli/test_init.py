"""`init`: a first file from Slack."""

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
