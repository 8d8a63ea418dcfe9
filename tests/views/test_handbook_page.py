"""The philosophy as Markdown: every text of the file is in it, and none is more than text."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.domain.language import Language, Text, Texts
from bot.domain.philosophy import Philosophy
from bot.views.handbook_page import handbook_page, markdown
from tests.example import example_files

FOR_RECOGNISING = {"keywords", "examples", "not_for_us"}
"""Lists that Baton recognises a message by; they are not what the team stands for."""


def texts(found: object, language: Language) -> Iterator[str]:
    """Every text people read of a part of the file."""
    match found:
        case Text():
            yield found.in_(language)
        case Texts():
            yield from found.in_(language)
        case BaseModel():
            for name in type(found).model_fields:
                if name not in FOR_RECOGNISING:
                    yield from texts(getattr(found, name), language)
        case dict():
            for part in found.values():
                yield from texts(part, language)
        case tuple():
            for part in found:
                yield from texts(part, language)


def ours() -> Philosophy:
    """Our own file, with what it leaves out."""
    _, philosophy = example_files()
    raw = philosophy.model_dump(mode="json", by_alias=True)
    raw["metrics"] = ["CSAT"]
    raw["values"][0]["questions"] = [{"ko": "누구 말을 끝까지 들으셨나요?", "en": "Whom did you hear out?"}]
    shared = {"text": {"en": "Words that worked"}, "by": {"en": "Bob"}, "edited_by": {"en": "Jimin"}}
    first = next(iter(raw["situations"].values()))
    first["shared"] = [shared]
    first["why"] = {"en": "Because it matters"}
    first["variants"] = {"own": {"title": {"en": "Ours"}, "say": {"en": ["It was us."]}}}
    return Philosophy.model_validate(raw)


@pytest.mark.parametrize("language", Language)
def test_every_text_of_the_file_is_there(language: Language) -> None:
    """In the language asked for."""
    philosophy = ours()
    page = handbook_page(philosophy, language)
    found = list(texts(philosophy, language))
    assert len(found) > 150
    assert [text for text in found if markdown(text) not in page] == []
    for value in philosophy.values:
        assert value.metric is None or value.metric in page
        assert value.review_by is None or value.review_by.isoformat() in page


def test_both_languages_stand_one_after_the_other() -> None:
    """With links to each at the top."""
    philosophy = ours()
    both = handbook_page(philosophy, Language.KO, Language.EN)
    assert both.startswith("[한국어](#ko) · [English](#en)\n")
    assert both.index('<a id="ko">') < both.index("# 우리가 지키는 것") < both.index('<a id="en">')
    for language in Language:
        assert all(markdown(text) in both for text in texts(philosophy, language))


def test_it_has_the_shape_of_a_philosophy() -> None:
    """Purpose, vision, values, how we practise, in that order (practice 4.22)."""
    page = handbook_page(ours(), Language.EN)
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Purpose", "## Vision", "## The question we ask of every decision", "## Values", "## How we practise",
    ]  # fmt: skip
    assert "**HEART**" in page
    assert "- Words that worked — Bob, edited by Jimin" in page


def test_a_small_file_has_no_empty_parts() -> None:
    """What the file leaves out has no heading."""
    small = Philosophy.model_validate(
        {"version": 1, "purpose": {"en": "p"}, "vision": {"en": "v"}}
        | {"values": [{"id": "a", "name": {"en": "n"}, "action": {"en": "I a"}}]}
    )
    assert handbook_page(small, Language.KO) == (
        "# 우리가 지키는 것\n\n## 우리가 있는 이유\n\np\n\n## 우리가 되려는 모습\n\nv\n\n## 가치\n\n### n\n\n**I a**\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# not a heading", r"\# not a heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("12) no list", r"12\) no list"),
        ("a|b", r"a\|b"),
        ("<script>", r"\<script\>"),
        ("[x](http://e)", r"\[x\](http://e)"),
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("two\nlines", "two lines"),
        ("3 of 5", "3 of 5"),
    ],
)
def test_nothing_in_a_text_is_markup(text: str, shown: str) -> None:
    """It reads as it was written."""
    assert markdown(text) == shown


@given(st.text(max_size=60))
@example("   \n\t")
def test_a_text_is_one_line(text: str) -> None:
    """So that no table and no list ends in it."""
    assert len(markdown(text).splitlines()) <= 1
