"""pydantic's validation errors as located sentences in the words of the file."""

import re
import types
from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.config.naming import item_name
from bot.config.problems import Place, Problem, did_you_mean, in_yaml, problem, quoted
from bot.config.tree import Keyed, Leaf, Listed, Node, Path, to_data
from bot.domain.language import Text, Texts
from bot.domain.weekdays import DAY_NAMES

Model = TypeVar("Model", bound=BaseModel)
_WORD = re.compile(r"'([^']*)'|(\d+)")
_QUOTED = re.compile(r'"([^"]*)"')


def read_shape(model: type[Model], name: str, root: Node) -> tuple[Model | None, tuple[Problem, ...]]:
    """The value a file tells, or everything that keeps it from being one."""
    try:
        return model.model_validate(to_data(root)), ()
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
        found = [_Found.of(model, root, error) for error in errors if not _follows_from_another(root, error)]
        return None, tuple(dict.fromkeys(problem(name, one.place, one.sentence) for one in found))


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys a mapping of this shape may have in the file, and the type of each."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The shape of what a path leads to, if it is a mapping of known keys."""
    kind: Any = model
    for part in path:
        kind = _type_below(plain_type(kind), part)
    kind = plain_type(kind)
    return kind if _is_model(kind) else None


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def plain_type(kind: Any) -> Any:  # noqa: ANN401 - types are values here
    """A type without its annotations and without None."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        inner = get_args(kind)
        kind = inner[0] if get_origin(kind) is Annotated else next(a for a in inner if a is not type(None))
    return kind


def _type_below(kind: Any, part: str | int) -> Any:  # noqa: ANN401 - types are values here
    if _is_model(kind):
        return keys_of(kind).get(str(part))
    match get_origin(kind):
        case origin if origin is dict:
            return get_args(kind)[1]
        case origin if origin is tuple:
            return get_args(kind)[0]
    return None


class _Found(NamedTuple):
    """An error with the place it stands at and its sentence."""

    place: Place
    sentence: str

    @classmethod
    def of(cls, model: type[BaseModel], root: Node, error: ErrorDetails) -> "_Found":
        path, node, key = _follow(root, error["loc"])
        if error["type"] == "missing" and isinstance(node, Listed):
            return cls(node.at, _said(root, path, f"an entry is missing; {len(node.items)} is too few"))
        if error["type"] == "missing":
            key_name = str(error["loc"][-1])
            told = f'missing key "{key_name}"{_for_example(model_at(model, path), key_name)}'
            return cls(node.at, _said(root, path, told))
        if error["type"] == "extra_forbidden":
            allowed = list(keys_of(shape)) if (shape := model_at(model, path[:-1])) else []
            return cls(key.at if key else node.at, _said(root, path[:-1], _unknown_key(path, allowed)))
        told = _SENTENCES.get(error["type"], _as_told)(error, node, model_at(model, path))
        if isinstance(node, Leaf) and node.value is None and error["type"] not in ("value_error", "enum"):
            told = _empty(path)
        return cls(_sharper(node, key, told), _said(root, path, told))


def _for_example(shape: type[BaseModel] | None, key: str) -> str:
    """How a missing key may be written, where its shape gives an example."""
    info = shape.model_fields.get(key) if shape else None
    return f"; for example {key}: {in_yaml(info.examples[0])}" if info and info.examples else ""


def _follows_from_another(root: Node, error: ErrorDetails) -> bool:
    """A list counts only the good items, so that one whose only item is wrong is also too short."""
    _, node, _ = _follow(root, error["loc"])
    return (
        error["type"] == "too_short"
        and isinstance(node, Listed)
        and len(node.items) >= error["ctx"]["min_length"]
    )


def _said(root: Node, path: Path, sentence: str) -> str:
    name = item_name(root, path)
    return f"{name}: {sentence}" if name else sentence


def _follow(root: Node, loc: tuple[int | str, ...]) -> tuple[Path, Node, Leaf | None]:
    """Walk an error's location as far as the file goes; names of union branches are not in the file."""
    path: list[str | int] = []
    node, key = root, None
    for part in loc:
        if isinstance(node, Keyed) and (entry := node.entries.get(str(part))):
            node, key = entry.value, entry.key
        elif isinstance(node, Listed) and isinstance(part, int) and part < len(node.items):
            node, key = node.items[part], None
        else:
            continue
        path.append(part)
    return tuple(path), node, key


def _sharper(node: Node, key: Leaf | None, told: str) -> Place:
    """The place of the very text a sentence quotes, where it stands deeper than pydantic knows."""
    if isinstance(node, Leaf):
        return node.at
    if found := _QUOTED.search(told):
        for leaf in _leaves(node):
            if found[1] in (leaf.text, leaf.text.lower().replace(" ", "")):
                return leaf.at
    return key.at if key else node.at


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Leaf():
            yield node
        case Listed():
            for item in node.items:
                yield from _leaves(item)
        case Keyed():
            for entry in node.entries.values():
                yield entry.key
                yield from _leaves(entry.value)


def _unknown_key(path: Path, allowed: list[str]) -> str:
    key = str(path[-1])
    near = did_you_mean(key, allowed)
    hint = f' (did you mean "{near}"?)' if near else ""
    if key in DAY_NAMES and "days" in allowed:
        hint = ' (several days in braces need quotes: "mon,tue")'
    return f"unknown key {quoted(key)}{hint}; allowed: {', '.join(allowed)}"


def _empty(path: Path) -> str:
    if path and any(word in ("channel", "channels", "ask") for word in path[-2:]):
        return 'is empty; if a channel stands here, it needs quotes, since # begins a comment: "#support"'
    return "is empty; write a value or leave the key out"


Sentence = Callable[[ErrorDetails, Node, type[BaseModel] | None], str]


def _as_told(error: ErrorDetails, _node: Node, _shape: type[BaseModel] | None) -> str:
    return error["msg"][:1].lower() + error["msg"][1:]


def _own_words(error: ErrorDetails, _node: Node, _shape: type[BaseModel] | None) -> str:
    return str(error["ctx"]["error"])


def _want_text(_error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    if not isinstance(node, Leaf):
        return f"should be a text, not {_called(node)}"
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    return f'{node.text} is read as {kind}; put it in quotes: "{node.text}"'


def _want_keys(_error: ErrorDetails, node: Node, shape: type[BaseModel] | None) -> str:
    if shape is Text:
        return "should be {ko: …, en: …}; one of the two is enough"
    if shape is Texts:
        return "should be {ko: [ … ], en: [ … ]}; one of the two is enough"
    allowed = f": {', '.join(keys_of(shape))}" if shape else ""
    return f"should be a mapping with keys{allowed}; here stands {_called(node)}"


def _want_list(_error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    return f"should be a list such as [ … ]; here stands {_called(node)}"


def _want_word(error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    words = [found[0] or found[1] for found in _WORD.findall(str(error["ctx"]["expected"]))]
    if not isinstance(node, Leaf):
        return f"should be one of: {', '.join(words)}; here stands {_called(node)}"
    near = did_you_mean(node.text, words)
    hint = f' (did you mean "{near}"?)' if near else ""
    return f"{quoted(node.text)} is not one of: {', '.join(words)}{hint}"


def _want_bool(_error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    return f"should be true or false; here stands {_called(node)}"


def _want_int(_error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    return f"should be a whole number; here stands {_called(node)}"


def _bound(error: ErrorDetails, _node: Node, _shape: type[BaseModel] | None) -> str:
    limits = error["ctx"]
    return f"is at least {limits['ge']}" if "ge" in limits else f"is at most {limits['le']}"


def _length(error: ErrorDetails, node: Node, _shape: type[BaseModel] | None) -> str:
    limits = error["ctx"]
    unit = "characters" if isinstance(node, Leaf) else "entries"
    if "min_length" in limits:
        return "is empty" if limits["min_length"] == 1 else f"needs at least {limits['min_length']} {unit}"
    return f"may have {limits['max_length']} {unit} at most"


def _called(node: Node) -> str:
    match node:
        case Keyed():
            return "a mapping"
        case Listed():
            return "a list"
        case Leaf():
            return quoted(node.text)


_SENTENCES: dict[str, Sentence] = {
    "value_error": _own_words,
    "string_type": _want_text,
    "model_type": _want_keys,
    "dict_type": _want_keys,
    "tuple_type": _want_list,
    "literal_error": _want_word,
    "enum": _want_word,
    "bool_type": _want_bool,
    "bool_parsing": _want_bool,
    "int_type": _want_int,
    "int_parsing": _want_int,
    "int_from_float": _want_int,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "too_short": _length,
    "too_long": _length,
    "string_too_short": _length,
    "string_too_long": _length,
}
