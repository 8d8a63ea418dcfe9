"""Asking /escalate: what a person types, and what they then read."""

import pytest

from playground.driver import LocalSlack


@pytest.mark.usefixtures("either_road")
async def test_a_question_in_korean_names_who_has_it_now(slack: LocalSlack) -> None:
    """A Korean question gets the topic, the person on call, what can be promised, and words to say."""
    answer = await slack.person("seoyeon").types("#support", "/escalate 환불 승인은 누가 하나요?")
    print(answer.describe())
    assert "결제" in answer
