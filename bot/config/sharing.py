"""What people shared, written into values.yaml: comments, order and every other line stay as they were."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from bot.config.problems import quoted
from bot.config.reading import read_yaml
from bot.config.shapes import read_shape
from bot.domain.language import Text
from bot.domain.philosophy import Philosophy, Shared
from bot.errors import OperatorError

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_BOM = "\ufeff"

More = Mapping[str, Sequence[Shared]]
"""By situation."""


@dataclass(frozen=True)
class _Edit:
    """A text put in at a place, in characters from the start, instead of what stands up to `until`."""

    at: int
    text: str
    until: int


def with_shared(source: str, more: More) -> str:
    """The file's text with more under `shared` of these situations; it reads as before, and them.

    `source` is a file that was read without an error.

    Raises:
        OperatorError: a situation is written in a way that nothing can be put into; its name is told.
    """
    text = source.removeprefix(_BOM)
    before, wanted = _read(text), {key: tuple(shared) for key, shared in more.items() if shared}
    if not wanted:
        return source
    result = _applied(text, wanted)
    if _safely_read(result) != _with(before, wanted):
        alone = ({key: shared} for key, shared in wanted.items())
        stuck = [one for one in alone if _safely_read(_applied(text, one)) != _with(before, one)]
        names = ", ".join(quoted(key) for one in stuck or [wanted] for key in one)
        raise OperatorError(
            f"values.yaml: nothing can be put into {names} as it is written there;"
            " write it out, without * and <<, and export again."
        )
    return (_BOM if source.startswith(_BOM) else "") + result


def _applied(text: str, more: More) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    situations = _child(yaml.compose(text, Loader=yaml.SafeLoader), "situations")
    edits = [_edit(text, _child(situations, key), shared) for key, shared in more.items()]
    for edit in sorted(edits, key=lambda edit: edit.at, reverse=True):
        text = text[: edit.at] + edit.text.replace("\n", newline) + text[edit.until :]
    return text


def _edit(text: str, situation: yaml.Node | None, shared: Sequence[Shared]) -> _Edit:
    if not isinstance(situation, yaml.MappingNode):
        raise OperatorError("values.yaml does not have a situation that something was shared for.")
    present = _child(situation, "shared")
    if isinstance(present, yaml.SequenceNode) and present.value:
        if present.flow_style:
            return _insert(int(present.value[-1].end_mark.index), ", " + _flow(shared))
        below = _line_end(text, _last(text, present))
        return _insert(below, "".join(_block(shared, int(present.start_mark.column))))
    if present is not None:  # [], ~ or nothing
        start, end = int(present.start_mark.index), int(present.end_mark.index)
        return _Edit(start, f"{'' if text[start - 1 : start].isspace() else ' '}[{_flow(shared)}]", end)
    if situation.flow_style:
        return _insert(int(situation.value[-1][1].end_mark.index), f", shared: [{_flow(shared)}]")
    indent = int(situation.value[0][0].start_mark.column)
    lines = [f"\n{' ' * indent}shared:", *_block(shared, indent + 2)]
    return _insert(_line_end(text, _last(text, situation)), "".join(lines))


def _insert(at: int, text: str) -> _Edit:
    return _Edit(at, text, at)


def _block(shared: Sequence[Shared], indent: int) -> Iterator[str]:
    """Two lines each: the words, and whose they are."""
    space = " " * indent
    for one in shared:
        text, *others = _pairs(one)
        yield f"\n{space}- {text}"
        yield f"\n{space}  " + f"\n{space}  ".join(others)


def _flow(shared: Sequence[Shared]) -> str:
    return ", ".join(f"{{{', '.join(_pairs(one))}}}" for one in shared)


def _pairs(one: Shared) -> list[str]:
    pairs = [f"text: {_text(one.text)}", f"by: {_text(one.by)}"]
    if one.kind != "phrase":
        pairs.append(f"kind: {one.kind}")
    if one.edited_by is not None:
        pairs.append(f"edited_by: {_text(one.edited_by)}")
    return pairs


def _text(text: Text) -> str:
    said = [f"{name}: {_scalar(words)}" for name, words in (("ko", text.ko), ("en", text.en)) if words]
    return f"{{{', '.join(said)}}}"


def _scalar(words: str) -> str:
    """In double quotes, as JSON and YAML both read it."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(words, ensure_ascii=False))


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == key:
                found: yaml.Node = value
                return found
    return None


def _last(text: str, node: yaml.Node) -> int:
    """Where the last sign of a value stands; the mark of a block stands behind what follows it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last(text, node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last(text, node.value[-1])
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") else end


def _line_end(text: str, at: int) -> int:
    """Where the line ends, behind a comment that stands on it."""
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - 1 if text[end - 1 : end] == "\r" else end


def _with(before: Philosophy, more: More) -> Philosophy:
    situations = dict(before.situations)
    for key, shared in more.items():
        known = situations[key]
        situations[key] = known.model_copy(update={"shared": (*known.shared, *shared)})
    return before.model_copy(update={"situations": situations})


def _read(text: str) -> Philosophy:
    found = _safely_read(text)
    if found is None:
        raise OperatorError("values.yaml has problems; `python -m bot check` tells them.")
    return found


def _safely_read(text: str) -> Philosophy | None:
    root, problems = read_yaml("values.yaml", text.encode("utf-8", "surrogatepass"))
    return read_shape(Philosophy, "values.yaml", root)[0] if root and not problems else None
