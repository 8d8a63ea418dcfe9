"""The rules of rewriting themselves: readable, quick on any text, and silent about others' words."""

import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.language import Language, Text
from bot.domain.philosophy import Avoid, Philosophy, Situation, Value
from bot.domain.rewriting import RULES, Kind, Rule, flags, rewrite
from bot.domain.rewriting.finding import LONGEST, tidy
from bot.domain.rewriting.josa import agreeing

TEAM = Philosophy(
    version=1,
    purpose=Text(en="p"),
    vision=Text(en="v"),
    values=(Value(id="own", name=Text(ko="내 일", en="Own it"), action=Text(en="I stay.")),),
    situations={
        "mine": Situation(
            value="own",
            title=Text(en="Mine"),
            avoid=(
                Avoid(
                    wrong=Text(ko="바나나는 노랗습니다.", en="Bananas are yellow."),
                    better=Text(ko="좋습니다.", en="Fine."),
                ),
            ),
        )
    },
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_repeats_without_an_end(rule: Rule) -> None:
    """No `*`, no `+`, no `{n,}`: a text of n characters takes n times a constant."""
    unescaped = re.sub(r"\\.|\[[^\]]*\]", "", rule.pattern)
    assert not re.search(r"[*+]|\{\d*,\}", unescaped)


def test_rules_have_names_of_their_own() -> None:
    """A flag tells which rule it was."""
    assert not [name for name, times in Counter(rule.id for rule in RULES).items() if times > 1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_offers_something(rule: Rule) -> None:
    """Words for the place, a sentence to say, or to leave it out; in its own language."""
    offered = rule.instead if rule.swap is None else rule.swap
    assert offered is not None
    if offered and rule.language is Language.KO:
        assert re.search(r"[가-힣]|\\1", offered)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OURS])
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_has_rules_in_both_languages(kind: Kind, language: Language) -> None:
    """Blame is blame in either."""
    assert any(rule.kind is kind and rule.language is language for rule in RULES)


PIECES = st.sampled_from(
    ["안 ", "못 해 ", "고객님이 ", "잘못 ", "지 ", "원래 가나 ", "바빠", "I ", "you ", "have ", "can't ", "so ", "never ",
     "가", "a", "'", '"', "“", "”", " ", "\n", "> ", "[", "]", ".", "?", "다른 부서로 ", "문의 ", "해 ", "드", "셔", "were "]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=4), st.integers(1, 3000))
@example(["가"], 3000)
@example(["you ", "have "], 1500)
@example(['"'], 3000)
@example(["고객님이 ", "잘못 "], 1500)
def test_no_text_makes_it_slow(pieces: list[str], times: int) -> None:
    """Pieces of the patterns, repeated to the longest text: a fraction of a second, where backtracking takes minutes."""
    began = time.process_time()
    flags(("".join(pieces) * times)[:LONGEST])
    assert time.process_time() - began < 10  # also on a busy machine, line by line under coverage


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Nothing a person types breaks it; each flag quotes what stands at its place."""
    plain = tidy(text)
    for flag in flags(text):
        assert plain[flag.start : flag.end].startswith(flag.words)
    rewrite(text, TEAM)


@given(st.text(max_size=200))
def test_looking_twice_finds_the_same(text: str) -> None:
    """A tidied text is tidy."""
    assert tidy(tidy(text)) == tidy(text)
    assert flags(tidy(text)) == flags(text)


def test_flags_do_not_overlap() -> None:
    """Words are flagged once, in the order of the text."""
    found = flags("규정상 안 됩니다. You should have checked that, so now you have to wait. 곧 연락드릴게요.")
    assert len(found) >= 4
    assert all(first.end <= second.start for first, second in pairwise(found))


class TestWordsOfOthers:
    """What somebody else said is not the writer's."""

    def test_a_quoted_customer_is_left_alone(self) -> None:
        """In both languages' quotation marks."""
        assert not flags(
            "고객님께서 “그건 안 됩니다”라는 안내를 받으셨다고 하셔서 처음부터 다시 살펴보고 있습니다."
        )
        assert not flags(
            'She was told "that is not my department" by the shop, and I am calling them for her now.'
        )

    def test_a_line_behind_an_angle_is_left_alone(self) -> None:
        """As mail quotes."""
        assert not flags("> You should have checked that.\nWe should have made that clearer.")

    def test_a_draft_in_quotation_marks_is_read(self) -> None:
        """Where the quotation is the sentence itself."""
        assert [flag.kind for flag in flags('"그건 안 됩니다"')] == [Kind.NEGATIVE]
        assert [flag.kind for flag in flags("“We will call you soon” ok?")] == [Kind.VAGUE_TIME]


class TestTheFilesOwnWords:
    """A pair of the team's file counts as a rule."""

    @pytest.mark.parametrize(
        "said", ["음, 바나나는 노랗습니다", "바나나는  노랗습니다!", "Well, BANANAS are yellow"]
    )
    def test_spaces_signs_and_case_do_not_matter(self, said: str) -> None:
        """The words are found as people type them."""
        (mend,) = rewrite(said, TEAM).mends
        assert (mend.flag.kind, mend.ours, mend.value) == (Kind.OURS, True, "own")

    @pytest.mark.parametrize(
        "better",
        [
            "어제 결제가 안 돼 난처하셨지요.",
            "네 시에 연락드릴게요.",
            "Payments failed on you.",
            "I tell you at four.",
            "3분쯤 걸립니다.",
        ],
    )
    def test_a_case_of_the_teams_is_an_example_and_no_rewriting(self, better: str) -> None:
        """What happened and when is made up in another sentence: it is shown, never put in place."""
        pair = Avoid(wrong=Text(en="Bananas are yellow."), better=Text(en=better))
        mine = TEAM.situations["mine"].model_copy(update={"avoid": (pair,)})
        found = rewrite("Bananas are yellow.", TEAM.model_copy(update={"situations": {"mine": mine}}))
        assert found.better is None
        assert [mend.is_example for mend in found.mends] == [True]

    def test_words_that_tell_of_no_case_take_the_place(self) -> None:
        """Then the sentence is offered whole."""
        found = rewrite("Bananas are yellow.", TEAM)
        assert found.better == "Fine."
        assert not found.mends[0].is_example

    def test_a_word_that_only_contains_them_is_left_alone(self) -> None:
        """At the borders of words."""
        assert not rewrite("Bananas are yellowish", TEAM).mends

    def test_a_file_without_the_situations_we_know_still_serves_its_values(self) -> None:
        """Only what is in the file is named."""
        found = rewrite("You should have checked that.", TEAM)
        assert [mend.value for mend in found.mends] == [None]
        assert found.better == "We should have made that clearer."


def test_one_language_can_be_asked_for() -> None:
    """A mixed sentence is read by both sets, unless one is asked for."""
    mixed = "곧 연락드릴게요, 아니면 as soon as possible."
    assert {flag.language for flag in flags(mixed)} == {Language.KO, Language.EN}
    assert {flag.language for flag in flags(mixed, Language.EN)} == {Language.EN}


@pytest.mark.parametrize(
    ("particle", "before", "agrees"),
    [
        ("을", "문의", "를"),
        ("는", "의견", "은"),
        ("로", "의견", "으로"),
        ("으로", "메일", "로"),
        ("이", "문의", "가"),
        ("에서", "문의", "에서"),
        ("을", "FAQ", "을"),
    ],
)
def test_particles_agree(particle: str, before: str, agrees: str) -> None:
    """With the last sound of the word that was put in; 로 after ㄹ."""
    assert agreeing(particle, before) == agrees
