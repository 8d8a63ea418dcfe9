"""What is counted of the answers, and what is kept of the questions."""

import logging

import pytest

from bot.domain.learning import LONGEST_KEPT, Realm
from bot.services.learn import MOST_AT_ONCE
from tests.services.learning_scene import LearningScene

KEEPS = {"keep_text": "30d"}
ODD = "money left my account twice"
"""Words of no entry."""


@pytest.fixture
def scene() -> LearningScene:
    """No text is kept."""
    return LearningScene()


@pytest.fixture
def keeping() -> LearningScene:
    """The team switched it on."""
    return LearningScene(KEEPS)


async def test_a_direct_answer_is_shown_and_silence_is_unmatched(scene: LearningScene) -> None:
    """A choice alone is neither."""
    await scene.asks("UBOB", "refund")
    await scene.asks("UBOB", ODD)
    await scene.asks("UBOB", "refund and delivery")
    assert await scene.counted() == {"topic:shown:refund": 1, "topic:unmatched:": 1}


async def test_what_is_picked_beside_a_direct_answer_is_told_apart(scene: LearningScene) -> None:
    """From a person who was answered something else, and from one who was answered nothing."""
    await scene.picks("UBOB", "delivery", "refund")
    await scene.picks("UCHO", "refund", ODD)
    assert await scene.counted() == {"topic:beside:delivery": 1, "topic:picked:refund": 1}


async def test_a_topic_from_the_overview_is_no_pick(scene: LearningScene) -> None:
    """Nothing was asked."""
    await scene.picks("UBOB", "refund", "")
    assert await scene.counted() == {}


async def test_a_situation_is_shown_and_picked(scene: LearningScene) -> None:
    """Opened without a question it is only shown; opened again it is the same card."""
    for _ in range(2):
        scene.learning.looked_at("UBOB", "empathy", ODD)
        scene.learning.looked_at("UBOB", "wait", "")
        await scene.settle()
    assert await scene.counted() == {
        "situation:shown:empathy": 1,
        "situation:picked:empathy": 1,
        "situation:shown:wait": 1,
    }


async def test_looking_again_at_what_was_answered_is_no_pick(scene: LearningScene) -> None:
    """The card in the other language, or from another button."""
    await scene.looks_up("UBOB", "angry")
    scene.learning.looked_at("UBOB", "empathy", "angry")
    await scene.settle()
    assert await scene.counted() == {"situation:shown:empathy": 1}


async def test_a_vote_can_be_changed(scene: LearningScene) -> None:
    """The last one counts, of each person."""
    scene.learning.voted("UBOB", "empathy", "angry", useful=True)
    scene.learning.voted("UCHO", "empathy", "angry", useful=True)
    scene.learning.voted("UBOB", "empathy", "angry", useful=False)
    await scene.settle_at_once()
    assert await scene.counted() == {"situation:useful:empathy": 1, "situation:not_useful:empathy": 1}


async def test_none_of_these_is_counted_for_its_realm(scene: LearningScene) -> None:
    """Topics and situations apart."""
    scene.learning.none_fits("UBOB", Realm.TOPIC, ODD)
    scene.learning.none_fits("UBOB", Realm.SITUATION, ODD)
    await scene.settle()
    assert await scene.counted() == {"topic:none_fits:": 1, "situation:none_fits:": 1}


async def test_without_keep_text_no_word_is_kept(scene: LearningScene) -> None:
    """Whatever is typed and picked."""
    await scene.asks("UBOB", ODD)
    await scene.picks("UBOB", "refund", ODD)
    assert await scene.store.questions() == []


async def test_what_was_typed_is_kept_where_it_was_not_answered_right(keeping: LearningScene) -> None:
    """Masked; a question that was answered is not kept."""
    await keeping.asks("UBOB", f"{ODD} 010-1234-5678")
    await keeping.asks("UBOB", "refund")
    [kept] = await keeping.store.questions()
    assert kept.text == f"{ODD} …"
    assert {mark.name for mark in kept.counts} == {"topic:unmatched:"}


async def test_the_words_of_a_message_are_not_kept(keeping: LearningScene) -> None:
    """Which value helps here? is asked about what somebody else wrote: counted, not kept."""
    await keeping.looks_up("UBOB", ODD, typed=False)
    keeping.learning.looked_at("UBOB", "empathy", ODD)
    await keeping.settle()
    assert await keeping.store.questions() == []
    assert (await keeping.counted())["situation:unmatched:"] == 1


async def test_a_pasted_conversation_is_only_counted(keeping: LearningScene) -> None:
    """Longer than a question."""
    await keeping.asks("UBOB", "x" * (LONGEST_KEPT + 1))
    assert await keeping.store.questions() == []
    assert await keeping.counted() == {"topic:unmatched:": 1}


async def test_switched_off_what_is_kept_ends(keeping: LearningScene) -> None:
    """At the next start, or with the next press."""
    await keeping.asks("UBOB", ODD)
    keeping.allow()
    await keeping.asks("UCHO", "refund")
    assert await keeping.store.questions() == []
    keeping.allow(**KEEPS)
    await keeping.asks("UBOB", "again something odd")
    keeping.allow()
    await keeping.learning.start()
    assert await keeping.store.questions() == []


async def test_while_the_store_is_away_a_line_without_words_is_logged(
    keeping: LearningScene, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is raised; later presses count again."""
    keeping.store.away = True
    with caplog.at_level(logging.DEBUG):
        await keeping.asks("UBOB", ODD)
    assert "not counted" in caplog.text
    assert ODD not in caplog.text
    assert "UBOB" not in caplog.text
    keeping.store.away = False
    await keeping.asks("UBOB", ODD)
    assert await keeping.counted() == {"topic:unmatched:": 1}


async def test_a_slow_store_is_not_flooded(scene: LearningScene) -> None:
    """Others' work behind answers goes first."""
    for at in range(MOST_AT_ONCE + 20):
        scene.learning.voted(f"U{at}", "empathy", "", useful=True)
    assert len(scene.begun) == MOST_AT_ONCE
    await scene.settle()
    scene.learning.voted("ULATE", "empathy", "", useful=True)
    await scene.settle()
    assert await scene.counted() == {"situation:useful:empathy": MOST_AT_ONCE + 1}
