"""The environment: what each command needs, and sentences about what is wrong with it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.errors import OperatorError
from bot.settings import Need, Settings

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "shhh"}
KEY = "dGhpcy1pcy1hLW1hZGUtdXAta2V5LW9mLTMyLWJ5dGU="


def refusal(environ: Mapping[str, str], need: Need = Need.STORE) -> str:
    """The whole report about an environment."""
    with pytest.raises(OperatorError) as refused:
        Settings.read(environ, need)
    return str(refused.value)


def test_nothing_is_needed_to_read_the_files() -> None:
    """The defaults are those of the documentation."""
    settings = Settings.read({})
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.data_dir == Path(".baton")
    assert settings.escalation_file == Path("escalation.yaml")
    assert settings.values_file == Path("values.yaml")
    assert settings.port == 3000
    assert settings.secret_keys == ()
    assert settings.redis_url is None


def test_only_what_is_given_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's own environment is not looked into."""
    monkeypatch.setenv("PORT", "9")
    assert Settings.read({}).port == 3000


def test_everything_missing_is_named_at_once() -> None:
    """Both tokens of Socket Mode, each with where to get it."""
    report = refusal({}, Need.SOCKET_MODE)
    assert (
        report.splitlines()[0]
        == "2 variables of the environment are missing or wrong for python -m bot serve:"
    )
    assert "SLACK_BOT_TOKEN is missing" in report
    assert "SLACK_APP_TOKEN is missing" in report
    assert "OAuth & Permissions" in report
    assert "connections:write" in report


def test_what_is_missing_and_what_is_wrong_come_together() -> None:
    """A wrong port does not hide a missing token."""
    report = refusal({"PORT": "http", "SLACK_BOT_TOKEN": "xoxb-1"}, Need.HTTP_MODE)
    assert "PORT is not a port number from 0 to 65535" in report
    assert "SLACK_SIGNING_SECRET is missing" in report


@pytest.mark.parametrize(
    ("need", "environ"),
    [(Need.SOCKET_MODE, SOCKET), (Need.HTTP_MODE, HTTP), (Need.NIGHT, {"SLACK_BOT_TOKEN": "xoxb-1"})],
)
def test_each_way_of_running_needs_its_own(need: Need, environ: dict[str, str]) -> None:
    """Socket Mode, HTTP and a night by hand start with exactly these."""
    assert Settings.read(environ, need).slack_bot_token is not None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "is an app-level token; that is SLACK_APP_TOKEN"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "is a user's token (xoxp-)"),
        ("SLACK_BOT_TOKEN", "hello", "does not begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "is a bot token; that is SLACK_BOT_TOKEN"),
        ("SLACK_API_URL", "slack.com/api", "is not an address that begins with https:// or http://"),
        ("REDIS_URL", "localhost:6379", "is not an address such as redis://"),
        ("BATON_SECRET_KEYS", f"{KEY},short", "key 2 is not a Fernet key"),
        ("BATON_SECRET_KEYS", "열쇠", "key 1 is not a Fernet key"),
        ("BATON_LOG_LEVEL", "loud", "is not one of: DEBUG, INFO, WARNING, ERROR"),
        ("BATON_LOG_FORMAT", "xml", "is not one of: json, text"),
        ("BATON_UNDERSTANDING", "vibes", "is not one of: meaning, words"),
        ("PORT", "70000", "is not a port number from 0 to 65535"),
    ],
)
def test_a_wrong_variable_is_told(name: str, value: str, told: str) -> None:
    """The variable and what is wrong with it."""
    assert f"  {name} {told}" in refusal({name: value})


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "REDIS_URL", "BATON_SECRET_KEYS"])
def test_a_secret_is_never_repeated(name: str) -> None:
    """A refusal names the variable, not what stood in it."""
    assert "marked-secret" not in refusal({name: "marked-secret"})


def test_a_printed_value_shows_no_secret() -> None:
    """Tokens, keys and the password in REDIS_URL stay out of logs."""
    environ = {**SOCKET, "REDIS_URL": "redis://:hunter2@db:6379", "BATON_SECRET_KEYS": KEY}
    printed = repr(Settings.read(environ, Need.SOCKET_MODE))
    assert not [word for word in ("xoxb-1", "xapp-1", "hunter2", KEY) if word in printed]


def test_several_keys_keep_their_order() -> None:
    """The first encrypts, all decrypt."""
    other = Fernet.generate_key().decode()
    keys = Settings.read({"BATON_SECRET_KEYS": f"{KEY}, {other}"}).secret_keys
    assert [key.get_secret_value() for key in keys] == [KEY, other]


@pytest.mark.parametrize("need", [Need.SOCKET_MODE, Need.HTTP_MODE, Need.NIGHT])
def test_a_shared_store_needs_keys(need: Need) -> None:
    """With REDIS_URL and no keys nothing that opens corrections starts."""
    report = refusal({**SOCKET, **HTTP, "REDIS_URL": "redis://db:6379"}, need)
    assert "BATON_SECRET_KEYS is missing" in report
    assert "Fernet.generate_key()" in report


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://slack.com/api/",
        "https://SLACK.com/api",
        "https://acme.slack.com/api/",
        "https://slack-gov.com/api/",
    ],
)
def test_the_clock_of_the_real_slack_cannot_be_moved(url: str) -> None:
    """BATON_CLOCK_URL is for a local Slack."""
    report = refusal({"SLACK_API_URL": url, "BATON_CLOCK_URL": "http://localhost:9/clock"})
    assert "BATON_CLOCK_URL moves the bot's clock and is refused with the real Slack" in report


@pytest.mark.parametrize(
    "url", ["http://localhost:3001/api", "https://notslack.com/api/", "https://slack.com.example.org/"]
)
def test_a_local_slack_may_move_the_clock(url: str) -> None:
    """Elsewhere the clock is the playground's, and the address ends in one slash."""
    settings = Settings.read({"SLACK_API_URL": url, "BATON_CLOCK_URL": "http://localhost:9/clock"})
    assert not settings.is_real_slack
    assert settings.slack_api_url == url.rstrip("/") + "/"


def test_what_reads_only_the_files_does_not_stumble_over_the_rest() -> None:
    """A wrong port is no reason not to say who is on call."""
    settings = Settings.read({"PORT": "x", "BATON_VALUES_FILE": "ours.yaml"}, Need.FILES)
    assert settings.values_file == Path("ours.yaml")


def test_an_empty_variable_is_not_there() -> None:
    """Compose files pass empty ones."""
    assert Settings.read({"REDIS_URL": "", "PORT": " "}).port == 3000


@pytest.mark.parametrize("given", ["short", "a-secret-long-enough,short"])
def test_a_secret_anybody_could_guess_is_refused(given: str) -> None:
    """With how to make one; several may stand beside each other."""
    report = refusal({"BATON_INTAKE_SECRET": given})
    assert "is shorter than 16 characters; make one with: openssl rand -hex 32" in report
    assert "short," not in report
    settings = Settings.read({"BATON_INTAKE_SECRET": "a-secret-long-enough, another-long-enough"})
    assert [secret.get_secret_value() for secret in settings.intake_secrets] == [
        "a-secret-long-enough",
        "another-long-enough",
    ]
    assert "another" not in repr(settings)
