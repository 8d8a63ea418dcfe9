"""YAML 1.2 core: what a scalar means, and texts that are no YAML at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import reading
from bot.config.reading import read_file, read_yaml
from bot.config.tree import to_data


def data(text: str) -> object:
    """What a text means."""
    root, problems = read_yaml("f.yaml", text.encode())
    assert root is not None
    assert not problems
    return to_data(root)


def problem_of(text: str | bytes) -> str:
    """The one problem of a text."""
    _, problems = read_yaml("f.yaml", text if isinstance(text, bytes) else text.encode())
    (only,) = problems
    return str(only)


@pytest.mark.parametrize(
    "text", ["18:00", "2026-01-05", "2026-01-05T09:00", "NO", "on", "yes", "off", "1_000", "0777x"]
)
def test_what_yaml_1_1_would_convert_stays_text(text: str) -> None:
    """Times, dates, country codes and words such as `on` are texts, as keys and as values."""
    assert data(f"{text}: {text}") == {text: text}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
    ],
)
def test_the_core_schema_converts(text: str, meaning: object) -> None:
    """Booleans, null and numbers convert, as YAML 1.2's core schema has them."""
    assert data(f"key: {text}") == {"key": meaning}


@pytest.mark.parametrize("text", ['"12"', "'true'", "!!str 12", "|-\n  12", '"~"'])
def test_what_is_quoted_is_text(text: str) -> None:
    """Quotes, blocks and the tag !!str keep a text as it is."""
    assert data(f"key: {text}")["key"] in ("12", "true", "~")  # type: ignore[index]  # a mapping, just built


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("{en: Who pays?}", {"en": "Who pays?"}),
        ("{ko: 누가 하나요?, en: Why? Now}", {"ko": "누가 하나요?", "en": "Why? Now"}),
        ("[a ? b, ?c, ok?]", ["a ? b", "?c", "ok?"]),
        ("{why?: x?\n  y}", {"why?": "x? y"}),
        ("{? a : b}", {"a": "b"}),
        ("[what: x, 10:30, '?']", [{"what": "x"}, "10:30", "?"]),
    ],
)
def test_a_question_mark_in_brackets_is_a_character(text: str, meaning: object) -> None:
    """As YAML 1.2 has it: only one that stands alone before something begins a key."""
    assert data(f"key: {text}") == {"key": meaning}


def test_an_alias_repeats_what_its_anchor_holds() -> None:
    """`*a` stands for what `&a` marks."""
    assert data("one: &a [x]\ntwo: *a") == {"one": ["x"], "two": ["x"]}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    """`<<` merges nothing in YAML 1.2."""
    assert data("a: &a {x: 1}\nb: {<<: *a}") == {"a": {"x": 1}, "b": {"<<": {"x": 1}}}


def test_a_byte_order_mark_moves_no_column() -> None:
    """Windows editors write one; YAML allows it at the beginning."""
    assert problem_of(b"\xef\xbb\xbfa: 1\na: 2").startswith("f.yaml:2:1:")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: is empty"),
        ("# only a comment\n", "1:1: is empty"),
        ("~", "1:1: is empty"),
        ("a: 1\nb: 2\na: 3", '3:1: the key "a" is here a second time; the first is on line 1'),
        ("a:\tb", "1:3: a tab stands here; YAML is indented and spaced with blanks"),
        ("a:\n\t- b", "2:1: a tab stands here; YAML is indented and spaced with blanks"),
        ("a: [1, 2\n", '2:1: a "," or the closing bracket is missing before this'),
        ('a: "never closed\n', "1:4: this quote is never closed"),
        ("a: b: c", '1:5: a ":" is not expected here; quote the text, or see the line above'),
        ("- a\nb: c", "2:1: this line is indented differently from its neighbours above"),
        ("a: @team", "1:4: a text that begins with @ needs quotes"),
        ("a: 1\n---\nb: 2", "2:1: a second document begins here (---); one file is one document"),
        ("a: &a [*a]", "1:8: *a stands inside &a itself"),
        ("a: *b", "1:4: *b stands for nothing: no &b comes before it"),
        (
            "a: !!python/name:os.system x",
            '1:4: the tag "tag:yaml.org,2002:python/name:os.system" is not used here;',
        ),
        ("? [a]\n: b", "1:3: a key is a text, not a list or a mapping"),
        ("[" * 5000, "1:42: is nested more than 40 deep"),
        ('a: "\\UFFFFFFFF"', "1:7: an escaped character that does not exist"),
        ('a: "\\ud800"', "1:4: half of a surrogate pair"),
        ("a: x\nb: \x07", "2:4: the character U+0007 does not belong in a text file"),
        (b"a: 1\nb: \xff", "2:4: is not UTF-8 from here on; save it as UTF-8"),
        ("a: 환불".encode("utf-16"), "1:1: is saved as UTF-16; save it as UTF-8"),
    ],
)
def test_what_is_no_good_yaml_is_one_located_sentence(text: str | bytes, told: str) -> None:
    """The place, and what to do about it."""
    assert problem_of(text).startswith(f"f.yaml:{told}")


def test_an_alias_bomb_is_stopped() -> None:
    """Nine anchors of nine aliases each would be a billion entries."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert "with its aliases written out this is more than 100,000 entries" in problem_of("\n".join(lines))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is a problem of its first line."""
    _, (problem,) = read_file(tmp_path / "none.yaml")
    assert str(problem) == f"{tmp_path / 'none.yaml'}:1:1: there is no such file"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """So is a folder."""
    _, (problem,) = read_file(tmp_path)
    assert problem.message == "this is a folder, not a file"


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    """A video in the wrong place is refused before it fills the memory."""
    (tmp_path / "big.yaml").write_bytes(b"#" * 2_000_001)
    _, (problem,) = read_file(tmp_path / "big.yaml")
    assert problem.message == "is larger than 2 MB; this cannot be the right file"


PIECES = st.sampled_from(
    ["a", "b: c", "- x", "{", "}", "[", "]", ", ", ": ", "\n", "\n  ", " #c", "'q'", '"d"', "&n ", "*n", "|\n ",
     ">\n ", "~", "18:00", "no", "가?", "? ", "!t ", "---\n", "%", "@", "`", "\\u00e9", "<<: ", "...\n", "é", "🎉"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_both_parsers_read_alike(text: str) -> None:
    """What libyaml takes is what PyYAML's own parser makes of it, places included; where it refuses, that one decides."""
    quick = reading._quickly("f", text)
    if quick is None:
        return
    slow = reading._Builder("f", reading._slowly("f", text))
    results = []
    for builder in (quick, slow):
        try:
            results.append((builder.document(), builder.problems))
        except reading._Unreadable as stop:
            results.append((None, [stop.problem]))
    assert results[0] == results[1]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_hundred_thousand_brackets_are_refused_at_the_first_too_many(opening: str) -> None:
    """They would hold up a start for minutes."""
    tree, problems = read_yaml("f.yaml", b"a: " * (opening != "- ") + opening.encode() * 100_000)
    assert tree is None
    assert "nested more than 40 deep" in problems[0].message
