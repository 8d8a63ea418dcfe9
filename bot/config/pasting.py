"""New examples as lines to paste into a file, each with the line it belongs under."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from bot.config.reading import core_scalar

_PLAIN = re.compile(r"[A-Za-z\uac00-\ud7a3](?:[^:#\[\]{},\"'&*!|>%@`\\\t\n]|,(?= )|'(?=\w))*")
"""Texts that YAML reads as they are, without quotes."""

Texts = Mapping[str, Sequence[str]]
"""Sentences by language: ko, en."""


@dataclass(frozen=True)
class Fragment:
    """Lines for a file: below line `first` (from 1), or, with `last`, in place of the lines from the one to the other.

    `inside` is True where the entry is written on one line: the text then goes between its braces.
    """

    text: str
    first: int
    last: int | None = None
    inside: bool = False


def with_examples(source: str, section: str, entry: str, added: Texts) -> tuple[Fragment, ...]:
    """The lines that add examples to `topics: entry:` or `situations: entry:`, from the lowest in the file up.

    `source` is a file that was read without an error; of an entry it does not have there is nothing to add to.
    """
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    key, node = _child(_child(root, section)[1], entry)
    wanted = {lang: tuple(texts) for lang in ("ko", "en") if (texts := added.get(lang))}
    if key is None or not isinstance(node, yaml.MappingNode) or not wanted:
        return ()
    examples_key, examples = _child(node, "examples")
    if node.flow_style:
        return (Fragment(_flow("examples", examples, wanted), _line(key), inside=True),)
    indent = " " * node.value[0][0].start_mark.column
    if examples_key is None or not isinstance(examples, yaml.MappingNode):
        below = _child(node, "keywords")[1] or _child(node, "title")[1]
        lines = [f"{indent}examples:", *_lists(wanted, f"{indent}  ")]
        return (Fragment("\n".join(lines), _last_line(source, below) if below else _line(key)),)
    if examples.flow_style:
        text = indent + _flow("examples", examples, wanted)
        return (Fragment(text, _line(examples_key), _last_line(source, examples)),)
    inner = " " * examples.value[0][0].start_mark.column
    found = []
    missing = dict(wanted)
    for lang, texts in wanted.items():
        key_of_list, listed = _child(examples, lang)
        if key_of_list is not None and isinstance(listed, yaml.SequenceNode):
            found.append(_in_list(source, key_of_list, listed, f"{inner}{lang}", texts))
            del missing[lang]
    if missing:
        found = _with_lists(found, Fragment("\n".join(_lists(missing, inner)), _last_line(source, examples)))
    return tuple(sorted(found, key=lambda one: -one.first))


def _with_lists(found: list[Fragment], lists: Fragment) -> list[Fragment]:
    """A new list stands behind what is added to the list before it, also where both belong under one line."""
    for place, one in enumerate(found):
        if lists.first == (one.last or one.first):
            joined = replace(one, text=f"{one.text}\n{lists.text}")
            return [*found[:place], joined, *found[place + 1 :]]
    return [*found, lists]


def _in_list(
    source: str, key: yaml.Node, listed: yaml.SequenceNode, name: str, texts: Sequence[str]
) -> Fragment:
    """More items of a list that is there; `name` is its key with what stands before it."""
    if listed.flow_style:
        whole = f"{name}: {_flow_list([*_items(listed), *texts])}"
        return Fragment(whole, _line(key), _last_line(source, listed))
    dash = " " * listed.start_mark.column
    return Fragment("\n".join(f"{dash}- {scalar(text)}" for text in texts), _last_line(source, listed))


def _lists(texts: Texts, indent: str) -> list[str]:
    lines: list[str] = []
    for lang, said in texts.items():
        lines += [f"{indent}{lang}:", *(f"{indent}  - {scalar(text)}" for text in said)]
    return lines


def _flow(key: str, present: yaml.Node | None, added: Texts) -> str:
    """Everything on one line, what is there already first."""
    lists = {lang: [*_items(_child(present, lang)[1]), *added.get(lang, ())] for lang in ("ko", "en")}
    said = ", ".join(f"{lang}: {_flow_list(texts)}" for lang, texts in lists.items() if texts)
    return f"{key}: {{{said}}}"


def _flow_list(texts: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(text, ensure_ascii=False) for text in texts)}]"


def _child(node: yaml.Node | None, key: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == key:
                return name, value
    return None, None


def _items(node: yaml.Node | None) -> list[str]:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _last_line(source: str, node: yaml.Node) -> int:
    """Where a value ends: a block's mark stands behind the blank lines and comments that follow it."""
    lines = source[: node.end_mark.index].splitlines()
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return len(lines)


def scalar(text: str) -> str:
    """A text as it stands in a list: plain where that reads back as the same text, else in quotes."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and core_scalar(text) == text
    return text if plain else json.dumps(text, ensure_ascii=False)
