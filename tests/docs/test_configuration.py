"""docs/configuration.md and the code say the same."""

import re
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.config.schema import MODELS
from bot.config.shapes import plain_type
from bot.domain.language import Text, Texts
from bot.domain.policy import Target
from bot.domain.scalars import write_duration
from bot.domain.weekdays import Days
from bot.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)

Keys = dict[str, FieldInfo]


def documented() -> dict[str, dict[str, str]]:
    """The keys of each section of the page, and what it gives as their defaults."""
    sections = re.split(r"^###? ", PAGE, flags=re.MULTILINE)[1:]
    titled = (part.partition("\n") for part in sections)
    return {title.strip("`"): dict(ROW.findall(text)) for title, _, text in titled if ROW.search(text)}


def shapes(path: str, kind: Any, seen: set[type]) -> Iterator[tuple[str, Keys]]:  # noqa: ANN401 - types are values
    """Every mapping of known keys, at the first path that leads to it."""
    kind = plain_type(kind)
    if get_origin(kind) is dict:
        yield from shapes(f"{path}.<key>", get_args(kind)[1], seen)
    elif get_origin(kind) is tuple:
        yield from shapes(f"{path}[]", get_args(kind)[0], seen)
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
        seen.add(kind)
        fields = {info.alias or name: info for name, info in kind.model_fields.items()}
        yield path, fields
        for key, info in fields.items():
            below = key if path.endswith(".yaml") else f"{path}.{key}"
            yield from shapes(below, info.annotation, seen)


def in_code() -> dict[str, Keys]:
    """Every mapping of both files and of the environment."""
    found = {"The environment": {str(info.alias): info for info in Settings.model_fields.values()}}
    for name, model in MODELS.items():
        found |= dict(shapes(f"{name}.yaml", model, {Text, Texts, Target}))
    return found


def written(default: object) -> str | None:
    """A default as the page gives it; None for one that is told in words."""
    match default:
        case None | () | {} | Text() | Texts() | BaseModel():
            return None
        case bool():
            return str(default).lower()
        case timedelta():
            return write_duration(default)
        case Days():
            return "mon-fri" if default == Days.parse("mon-fri") else default.write()
        case tuple():
            return ", ".join(str(part) for part in default)
        case Enum():
            return str(default.value)
        case _:
            return str(default)


def test_every_key_is_explained_and_nothing_else() -> None:
    """The page has every mapping and every key of it, in the order of the code."""
    assert {title: list(rows) for title, rows in documented().items()} == {
        title: list(keys) for title, keys in in_code().items()
    }


def test_the_defaults_are_those_of_the_code() -> None:
    """What is required says so; a default is written as one would write it."""
    for title, rows in documented().items():
        for key, told in rows.items():
            info = in_code()[title][key]
            if title == "The environment" and "required" in told:
                continue
            expected = written(None if info.is_required() else info.get_default(call_default_factory=True))
            assert (told == "required") == info.is_required(), (title, key)
            if expected is not None:
                assert told == f"`{expected}`", (title, key)
            elif not info.is_required():
                assert told in ("none", "the defaults below"), (title, key)
