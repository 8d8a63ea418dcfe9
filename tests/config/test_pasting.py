"""Examples to paste: pasted where it is said, the file reads, holds them, and is otherwise what it was."""

import pytest

from bot.config import load_text
from bot.config.pasting import Fragment, scalar, with_examples
from bot.config.reading import core_scalar
from tests.config.files import TEAM, VALUES

ADDED = {"ko": ["돈을 두 번 냈어요", "예: 100% 환불 #1"], "en": ["she's been charged twice, again"]}

BLOCK = """\
    keywords: {ko: [환불], en: [refund]}
    examples:
      ko:
        - 환불 승인은 누가 하나요?
        # said at the desk
      en:
        - "Who can approve a refund?"

    # what helps here
"""


def pasted(source: str, fragments: tuple[Fragment, ...]) -> str:
    """The file after somebody followed what was said, from the first fragment on."""
    lines = source.splitlines()
    for one in fragments:
        assert not one.inside
        new = one.text.splitlines()
        if one.last is None:
            lines[one.first : one.first] = new
        else:
            lines[one.first - 1 : one.last] = new
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "written",
    [
        BLOCK,
        BLOCK.replace('      en:\n        - "Who can approve a refund?"\n', ""),
        "    keywords: {ko: [환불], en: [refund]}\n    examples:\n      ko: [환불,\n        둘]\n      en: [who]\n",
        "    keywords: {ko: [환불], en: [refund]}\n    examples: {ko: [환불]}\n",
        "    keywords:\n      ko: [환불]\n      en:\n        - refund\n",
    ],
    ids=["block", "one language", "flow lists", "flow", "none yet"],
)  # fmt: skip
def test_pasted_the_file_reads_and_holds_them(written: str) -> None:
    """However its examples are written; what stood there stays, and comments beside it too."""
    source = TEAM.replace("    keywords: {ko: [환불], en: [refund]}\n", written)
    before = load_text(source, VALUES).both()[0].topics["refund"]
    result = pasted(source, with_examples(source, "topics", "refund", ADDED))
    loaded = load_text(result, VALUES)
    assert loaded.errors == ()
    after = loaded.both()[0].topics["refund"]
    assert after.examples.ko == (*before.examples.ko, *ADDED["ko"])
    assert after.examples.en == (*before.examples.en, *ADDED["en"])
    assert after.model_copy(update={"examples": before.examples}) == before
    assert ("# what helps here" in result) == ("# what helps here" in source)


def test_an_entry_on_one_line_is_told_so() -> None:
    """There the text goes between its braces."""
    [found] = with_examples(VALUES, "situations", "empathy", {"en": ["he shouts"]})
    assert found.inside
    assert found.text == 'examples: {en: ["he shouts"]}'
    line = VALUES.splitlines()[found.first - 1]
    result = VALUES.replace(line, line.removesuffix("}") + f", {found.text}}}")
    assert load_text(TEAM, result).both()[1].situations["empathy"].examples.en == ("he shouts",)


def test_the_end_of_a_file_without_a_last_newline() -> None:
    """The list is the very last thing there."""
    source = VALUES.replace(
        "  empathy: {value: hear, title: {en: Empathy}, keywords: {en: [angry]}}\n", ""
    ) + ("  empathy:\n    value: hear\n    title: {en: Empathy}\n    examples:\n      en:\n        - one")
    result = pasted(source, with_examples(source, "situations", "empathy", {"en": ["two"]}))
    assert load_text(TEAM, result).both()[1].situations["empathy"].examples.en == ("one", "two")


@pytest.mark.parametrize(("entry", "added"), [("nobody", ADDED), ("refund", {}), ("refund", {"ko": []})])
def test_there_is_nothing_to_add(entry: str, added: dict[str, list[str]]) -> None:
    """To an entry the file does not have, or nothing at all."""
    assert with_examples(TEAM, "topics", entry, added) == ()


@pytest.mark.parametrize(
    "text",
    ["yes: no", "true", "12", "- a", "#a", "a #b", "null", "'a'", "a: b", "[a]", "a\tb", "", " a", "\\"],
)
def test_what_yaml_would_read_otherwise_is_quoted(text: str) -> None:
    """A question stays the text it was."""
    assert scalar(text).startswith('"') or core_scalar(scalar(text)) == text
