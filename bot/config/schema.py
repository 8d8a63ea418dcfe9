"""JSON Schema of the two files, for editors: it knows the shapes; `check` also knows the names."""

from typing import Any, Literal

from pydantic import BaseModel

from bot.config.team_checks import KEY_PATTERN
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile

FileKind = Literal["escalation", "values"]
MODELS: dict[FileKind, type[BaseModel]] = {"escalation": TeamFile, "values": Philosophy}
_SECTIONS = ("people", "teams", "schedules", "topics", "situations")


def json_schema(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of the two files."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    for name in _SECTIONS:
        if section := schema["properties"].get(name):
            section["propertyNames"] = {"pattern": f"^{KEY_PATTERN}$"}
    _drop_titles(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"Baton: {kind}.yaml",
    }


def _drop_titles(schema: Any) -> None:  # noqa: ANN401 - a schema is any JSON
    """Take out pydantic's titles, which only repeat the keys; a key of ours that is called title stays."""
    if isinstance(schema, list):
        for part in schema:
            _drop_titles(part)
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for part in schema.values():
            _drop_titles(part)
