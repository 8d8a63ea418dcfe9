"""What the environment says: tokens, addresses, paths. Every missing or wrong variable is told at once."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import OperatorError

_APPS = "https://api.slack.com/apps, your app"
_WHERE = {
    "SLACK_BOT_TOKEN": f"{_APPS}, OAuth & Permissions: the Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": f"{_APPS}, Basic Information, App-Level Tokens: one with connections:write (xapp-…)",
    "SLACK_SIGNING_SECRET": f"{_APPS}, Basic Information, App Credentials: the Signing Secret",
    "BATON_SECRET_KEYS": (
        "make one with: python -c "
        "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    ),
}
"""Where to get what only Slack, or a generator, can give."""

REAL_SLACK_URL = "https://slack.com/api/"
_REAL_SLACK = re.compile(r"(.*\.)?slack(-gov)?\.com")


class Need(StrEnum):
    """What a command is about to do; each needs other variables."""

    FILES = "files"
    STORE = "store"
    SLACK = "slack"
    NIGHT = "nightly"
    ERASE = "erase"
    LEARNED = "suggestions"
    INTAKE = "intake"
    REPORT = "report"
    AUDIT = "audit"
    RESEAL = "reseal"
    SOCKET_MODE = "serve"
    HTTP_MODE = "serve --http"


_NEEDED: Mapping[Need, tuple[str, ...]] = {
    Need.FILES: (),
    Need.STORE: (),
    Need.SLACK: ("SLACK_BOT_TOKEN",),
    Need.NIGHT: ("SLACK_BOT_TOKEN",),
    Need.ERASE: ("SLACK_BOT_TOKEN",),
    Need.LEARNED: ("SLACK_BOT_TOKEN",),
    Need.INTAKE: ("SLACK_BOT_TOKEN",),
    Need.REPORT: ("SLACK_BOT_TOKEN",),
    Need.AUDIT: ("SLACK_BOT_TOKEN",),
    Need.RESEAL: ("SLACK_BOT_TOKEN",),
    Need.SOCKET_MODE: ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    Need.HTTP_MODE: ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
}
_FILES = ("BATON_ESCALATION_FILE", "BATON_VALUES_FILE", "BATON_DATA_DIR")
_OPENS_WORDS = (
    Need.NIGHT,
    Need.ERASE,
    Need.LEARNED,
    Need.INTAKE,
    Need.REPORT,
    Need.RESEAL,
    Need.SOCKET_MODE,
    Need.HTTP_MODE,
)


def _token(prefix: str, *, else_: Mapping[str, str]) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        text = token.get_secret_value()
        if not text.startswith(prefix):
            told = next((what for start, what in else_.items() if text.startswith(start)), None)
            raise ValueError(told or f"does not begin with {prefix}")
        return token

    return AfterValidator(check)


def _url(*schemes: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            parts = urlsplit(text)
            good = parts.scheme in schemes and bool(parts.hostname or parts.path) and parts.port != 0
        except ValueError:
            good = False
        if not good:
            raise ValueError(
                f"is not an address that begins with {' or '.join(f'{one}://' for one in schemes)}"
            )
        return text

    return check


def _redis(address: SecretStr) -> SecretStr:
    if not re.match(r"(rediss?|unix)([+-][a-z]+)?://\S+", address.get_secret_value()):
        raise ValueError("is not an address such as redis://localhost:6379/0 or rediss://…")
    return address


def _keys(value: Any) -> Any:  # noqa: ANN401 - a text of the environment, or the keys themselves
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    for number, part in enumerate(parts, start=1):
        text = part.get_secret_value() if isinstance(part, SecretStr) else part
        try:
            good = len(base64.urlsafe_b64decode(text.encode())) == 32
        except (binascii.Error, ValueError):
            good = False
        if not good:
            raise ValueError(f"key {number} is not a Fernet key (32 bytes in URL-safe base64)")
    return parts


def _shared_secrets(value: Any) -> Any:  # noqa: ANN401 - a text of the environment, or the secrets themselves
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    for number, part in enumerate(parts, start=1):
        text = part.get_secret_value() if isinstance(part, SecretStr) else part
        if len(text) < _SHORTEST_SECRET:
            raise ValueError(
                f"secret {number} is shorter than {_SHORTEST_SECRET} characters; make one with: openssl rand -hex 32"
            )
    return parts


_SHORTEST_SECRET = 16


def _level(value: Any) -> Any:  # noqa: ANN401 - a text of the environment
    name = str(value).upper()
    if name not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("is not one of: DEBUG, INFO, WARNING, ERROR")
    return name


def _log_format(value: Any) -> Any:  # noqa: ANN401 - a text of the environment
    if value is not None and str(value).lower() not in ("json", "text"):
        raise ValueError("is not one of: json, text")
    return value if value is None else str(value).lower()


def _understanding(value: Any) -> Any:  # noqa: ANN401 - a text of the environment
    if str(value).lower() not in ("meaning", "words"):
        raise ValueError("is not one of: meaning, words")
    return str(value).lower()


def _folded(text: str) -> str:
    return f"{text.rstrip('/')}/"


_USER_TOKEN = {"xoxp-": "is a user's token (xoxp-)"}
BotToken = Annotated[
    SecretStr,
    _token("xoxb-", else_={"xapp-": "is an app-level token; that is SLACK_APP_TOKEN", **_USER_TOKEN}),
]
AppToken = Annotated[
    SecretStr, _token("xapp-", else_={"xoxb-": "is a bot token; that is SLACK_BOT_TOKEN", **_USER_TOKEN})
]


class Settings(BaseSettings):
    """The environment as one frozen value; read it with `Settings.read`."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    slack_bot_token: BotToken | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: AppToken | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: Annotated[str, AfterValidator(_url("https", "http")), AfterValidator(_folded)] = Field(
        default=REAL_SLACK_URL, alias="SLACK_API_URL"
    )
    redis_url: Annotated[SecretStr, AfterValidator(_redis)] | None = Field(default=None, alias="REDIS_URL")
    data_dir: Path = Field(default=Path(".baton"), alias="BATON_DATA_DIR")
    escalation_file: Path = Field(default=Path("escalation.yaml"), alias="BATON_ESCALATION_FILE")
    values_file: Path = Field(default=Path("values.yaml"), alias="BATON_VALUES_FILE")
    secret_keys: Annotated[tuple[SecretStr, ...], BeforeValidator(_keys)] = Field(
        default=(), alias="BATON_SECRET_KEYS"
    )
    intake_secrets: Annotated[tuple[SecretStr, ...], BeforeValidator(_shared_secrets)] = Field(
        default=(), alias="BATON_INTAKE_SECRET"
    )
    metrics_tokens: Annotated[tuple[SecretStr, ...], BeforeValidator(_shared_secrets)] = Field(
        default=(), alias="BATON_METRICS_TOKEN"
    )
    clock_url: Annotated[str, AfterValidator(_url("http", "https"))] | None = Field(
        default=None, alias="BATON_CLOCK_URL"
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(default=3000, alias="PORT")
    log_level: Annotated[str, BeforeValidator(_level)] = Field(default="INFO", alias="BATON_LOG_LEVEL")
    log_format: Annotated[Literal["json", "text"] | None, BeforeValidator(_log_format)] = Field(
        default=None, alias="BATON_LOG_FORMAT"
    )
    understanding: Annotated[Literal["meaning", "words"], BeforeValidator(_understanding)] = Field(
        default="meaning", alias="BATON_UNDERSTANDING"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read` is given: nothing is taken from the process behind its back."""
        return (init_settings,)

    @classmethod
    def read(cls, environ: Mapping[str, str], need: Need = Need.STORE) -> Self:
        """Read the variables a command needs; an empty one counts as not there.

        What only reads the two files does not stumble over a wrong token or port.

        Raises:
            OperatorError: naming every missing and every wrong variable, and where to get each.
        """
        every = [str(info.alias) for info in cls.model_fields.values()]
        names = _FILES if need is Need.FILES else every
        given = {name: environ[name].strip() for name in names if environ.get(name, "").strip()}
        told: dict[str, str] = {}
        try:
            settings = cls.model_validate(given)
        except ValidationError as wrong:
            for error in wrong.errors(include_input=False, include_url=False):
                told[str(error["loc"][0])] = _sentence(error["type"], error.get("ctx", {}), error["msg"])
        told.update({name: "is missing" for name in _NEEDED[need] if name not in given})
        told.update(_contradictions(given, need))
        if told:
            raise OperatorError(_report(need, told))
        return settings

    @property
    def is_real_slack(self) -> bool:
        """Whether calls go to Slack itself (also GovSlack) rather than to a local one."""
        return _is_real_slack(self.slack_api_url)


def _is_real_slack(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return _REAL_SLACK.fullmatch(host.rstrip(".")) is not None


def _contradictions(given: Mapping[str, str], need: Need) -> Iterator[tuple[str, str]]:
    """What each variable alone does not tell."""
    if "BATON_CLOCK_URL" in given and _is_real_slack(given.get("SLACK_API_URL", REAL_SLACK_URL)):
        told = "moves the bot's clock and is refused with the real Slack; leave it out, or set SLACK_API_URL"
        yield "BATON_CLOCK_URL", told
    if need in _OPENS_WORDS and "REDIS_URL" in given and "BATON_SECRET_KEYS" not in given:
        yield "BATON_SECRET_KEYS", "is missing: with REDIS_URL, what people write is kept encrypted there"


def _sentence(kind: str, context: Mapping[str, Any], message: str) -> str:
    if kind == "value_error":
        return str(context["error"])
    if kind in ("int_parsing", "greater_than_equal", "less_than_equal"):
        return "is not a port number from 0 to 65535"
    return message


def _report(need: Need, told: Mapping[str, str]) -> str:
    command = f"python -m bot {need}" if need in (*_OPENS_WORDS,) else "this command"
    count = (
        "1 variable of the environment is"
        if len(told) == 1
        else f"{len(told)} variables of the environment are"
    )
    lines = [f"{count} missing or wrong for {command}:"]
    for name, sentence in told.items():
        lines.append(f"  {name} {sentence}" + (f"\n      {_WHERE[name]}" if name in _WHERE else ""))
    return "\n".join(lines)
