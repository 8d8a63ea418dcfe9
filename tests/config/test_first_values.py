"""A first values.yaml: valid whatever was answered, in one language, with the team's own words in it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.config import load_text
from bot.config.first_situations import SITUATIONS, channels_in
from bot.config.first_values import LONGEST_ANSWER, Answers, first_values, parts
from bot.config.lints import honest
from bot.domain.language import Language
from tests.config.files import TEAM, spoiled
from tests.config.test_lints import TODAY

ALONE = spoiled(TEAM, ("    situations: [empathy]\n", ""), ("[jimin]", "[jimin]"))
ANSWER = st.text(min_size=1, max_size=200).filter(parts)
KO = Answers("빠른 답; 끝까지 확인", "거짓말", "이 사람들은 약속을 지킨다", "전화, 채팅")
EN = Answers(
    "quick answers; staying until it is solved", "blame the customer", "They keep their word", "phone, e-mail"
)


@given(st.builds(Answers, ANSWER, ANSWER, ANSWER, ANSWER), st.sampled_from(Language))
@example(Answers('"{x}": #1', "a: b - c", "{{en}} %s \\", "' & *x"), Language.EN)
@example(Answers("---", "...", "? |", "\x00x\ud800"), Language.KO)
def test_whatever_is_answered_the_file_is_valid(answers: Answers, language: Language) -> None:
    """And says it in the language asked for."""
    loaded = load_text(ALONE, first_values(answers, language))
    assert loaded.errors == ()
    assert loaded.philosophy
    texts = [loaded.philosophy.purpose, *(value.action for value in loaded.philosophy.values)]
    assert all((text.ko is None) != (text.en is None) for text in texts)
    assert {text.in_(language) for text in texts} == {
        text.ko if language is Language.KO else text.en for text in texts
    }


@pytest.mark.parametrize(("answers", "language"), [(KO, Language.KO), (EN, Language.EN)])
def test_what_check_says_is_what_only_the_team_can_add(answers: Answers, language: Language) -> None:
    """Something that really happened; nothing else is missing."""
    loaded = load_text(ALONE, first_values(answers, language))
    assert [problem for problem in loaded.problems if "values.yaml" in problem.path] == []
    assert loaded.values_tree
    found = honest(loaded.values_tree, loaded.team_file, TODAY)
    assert len(found) == 3
    assert all("no example of something that happened" in one.message for one in found)


@pytest.mark.parametrize(("answers", "language"), [(KO, Language.KO), (EN, Language.EN)])
def test_every_word_of_theirs_is_in_it(answers: Answers, language: Language) -> None:
    """In the comments as it was answered, and as values."""
    text = first_values(answers, language)
    for answer in (answers.thanked, answers.never, answers.think, answers.channels):
        for part in parts(answer):
            assert f"#   {part}" in text
    loaded = load_text(ALONE, text).philosophy
    assert loaded
    said = " ".join(text for value in loaded.values for text in (*value.name.both, *value.action.both))
    assert all(part in said for answer in (answers.thanked, answers.never) for part in parts(answer))


def test_more_than_five_wait_in_a_comment() -> None:
    """No answer is lost."""
    text = first_values(Answers("a b; c d; e f; g h", "i j; k l; m n", "well", "chat"), Language.EN)
    loaded = load_text(ALONE, text).philosophy
    assert loaded
    assert [value.id for value in loaded.values] == [
        "thanked_1",
        "thanked_2",
        "thanked_3",
        "never_1",
        "never_2",
    ]
    beyond = text.partition("beyond five")[2]
    assert "#   g h" in beyond
    assert "#   m n" in beyond


@pytest.mark.parametrize(
    ("answer", "more"),
    [
        ("전화, 카톡", ["on_the_phone", "in_a_chat"]),
        ("Phone and e-mail", ["on_the_phone", "by_mail"]),
        ("인스타 DM, 매장 방문", ["in_public", "face_to_face"]),
        ("in person, reviews, live chat", ["in_a_chat", "in_public", "face_to_face"]),
        ("pigeons", []),
        ("a recall of shopping", []),
    ],
)
def test_channels_bring_their_situations(answer: str, more: list[str]) -> None:
    """Beside the two that every team has."""
    assert channels_in(answer) == ["upset", "waiting", *more]


def test_both_languages_have_the_same_situations() -> None:
    """And all of them are valid together."""
    assert list(SITUATIONS[Language.KO]) == list(SITUATIONS[Language.EN])
    for language in Language:
        every = Answers("a b", "c d", "e", "phone chat email social store")
        loaded = load_text(ALONE, first_values(every, language)).philosophy
        assert loaded
        assert list(loaded.situations) == list(SITUATIONS[language])


def test_an_answer_is_cut_into_parts() -> None:
    """At semicolons and lines; without repeats, blanks, or the full stop at its end."""
    assert parts(" a. ; b b\n;; a ;") == ["a", "b b"]
    assert parts(" ; . \n") == []
    assert len(parts("x" * 999)[0]) == LONGEST_ANSWER
