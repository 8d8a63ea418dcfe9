"""How well the default files understand people: floors a little below what is reached.

`tune.jsonl` is what thresholds and phrases are set on; `unseen.jsonl` was written before that, in other words,
and is only ever looked at as figures.
"""

import json
from pathlib import Path

import pytest

from bot.adapters import semantic
from bot.config.loading import load
from bot.domain.evaluation import Case, Evaluation, evaluate
from bot.domain.matching import Entry, Matcher
from bot.services.handbook import situation_entries, topic_entries

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def read_cases(name: str) -> list[Case]:
    """The labelled messages of a file."""
    return [Case.model_validate(json.loads(line)) for line in (HERE / name).read_text("utf-8").splitlines()]


def figures(*, meaning: bool) -> Evaluation:
    """The default files against the unseen set."""
    team_file, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    daily = philosophy.not_for_us.both

    def matcher(entries: list[Entry]) -> Matcher:
        sense = semantic.load_semantic(entries, not_for_us=daily) if meaning else None
        return Matcher(entries, not_for_us=daily, semantic=sense)

    return evaluate(
        read_cases("unseen.jsonl"),
        topics=matcher(topic_entries(team_file)),
        situations=matcher(situation_entries(philosophy)),
    )


@pytest.fixture(scope="module")
def by_words() -> Evaluation:
    """Words alone."""
    return figures(meaning=False)


@pytest.fixture(scope="module")
def by_meaning() -> Evaluation:
    """With the sentence encoder."""
    if (reason := semantic.unavailable()) is not None:
        pytest.skip(reason)
    return figures(meaning=True)


def reaches(figure: float | None, floor: float) -> bool:
    """Whether a figure exists and is at least the floor."""
    return figure is not None and figure >= floor


@pytest.mark.parametrize("name", ["tune.jsonl", "unseen.jsonl"])
def test_the_sets_are_large_and_half_korean(name: str) -> None:
    """At least 300 messages, both languages in equal parts, out-of-scope ones among them."""
    cases = read_cases(name)
    korean = sum(case.lang == "ko" for case in cases) / len(cases)
    assert len(cases) >= 300
    assert 0.45 <= korean <= 0.55
    assert sum(case.topic is None and case.situation is None for case in cases) >= 40


def test_no_message_is_in_both_sets() -> None:
    """What is tuned on is not what is judged by."""
    assert not {c.text for c in read_cases("tune.jsonl")} & {c.text for c in read_cases("unseen.jsonl")}


def test_words_alone_find_the_topic(by_words: Evaluation) -> None:
    """Without the encoder: top 1, top 3, and how often a direct answer is right."""
    assert reaches(by_words.topics.all.top1, 0.66)
    assert reaches(by_words.topics.all.top3, 0.83)
    assert reaches(by_words.topics.all.direct_right, 0.87)


def test_words_alone_find_the_situation(by_words: Evaluation) -> None:
    """Without the encoder: top 1 and top 3 of situations."""
    assert reaches(by_words.situations.all.top1, 0.73)
    assert reaches(by_words.situations.all.top3, 0.90)


def test_meaning_finds_the_topic(by_meaning: Evaluation) -> None:
    """With the encoder, in both languages: top 1 at least 75 %, top 3 at least 90 %."""
    for share in (by_meaning.topics.ko, by_meaning.topics.en):
        assert reaches(share.top1, 0.75)
        assert reaches(share.top3, 0.90)


def test_meaning_finds_the_situation(by_meaning: Evaluation) -> None:
    """With the encoder, in both languages: top 1 at least 80 %, top 3 at least 92 %."""
    for share in (by_meaning.situations.ko, by_meaning.situations.en):
        assert reaches(share.top1, 0.80)
        assert reaches(share.top3, 0.92)


def test_most_answers_are_direct_and_right(by_meaning: Evaluation) -> None:
    """Half of what is in scope is answered directly, nine in ten of those rightly; choices hold the right one."""
    for share in (by_meaning.topics.all, by_meaning.situations.all):
        assert reaches(share.direct, 0.50)
        assert reaches(share.direct_right, 0.89)
        assert reaches(share.choice_has, 0.88)


def test_what_is_not_ours_is_rarely_answered(by_meaning: Evaluation) -> None:
    """At most one out-of-scope message in ten gets a direct answer."""
    for outside in (by_meaning.out_of_scope.topics, by_meaning.out_of_scope.situations):
        assert outside.direct is not None
        assert outside.direct <= 0.10
