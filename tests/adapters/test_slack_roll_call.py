"""The roll call at start: a few questions at a time, each answer where it belongs."""

import asyncio

import pytest

from bot.adapters.slack_roll_call import few_at_a_time
from bot.ports import Unclear


class Counter:
    """Asked about numbers: answers their doubles once nobody else comes meanwhile, and knows how many waited at most."""

    def __init__(self, *, fails_at: int | None = None) -> None:
        self.fails_at = fails_at
        self.asked: list[int] = []
        self.most = self._now = 0

    async def __call__(self, number: int) -> int:
        """Twice the number.

        Raises:
            Unclear: at that number.
        """
        self.asked.append(number)
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            for _ in range(3):
                await asyncio.sleep(0)
            if number == self.fails_at:
                raise Unclear("no answer")
        finally:
            self._now -= 1
        return 2 * number


async def test_answers_come_in_the_order_of_the_questions() -> None:
    """Several are under way at a time, never all of a large team."""
    slack = Counter()

    assert await few_at_a_time(slack, range(50)) == [2 * number for number in range(50)]
    assert 1 < slack.most < 20


async def test_after_a_failure_nothing_more_is_asked() -> None:
    """While Slack is away, the start must not wait for each of two hundred people in turn."""
    slack = Counter(fails_at=3)

    with pytest.raises(Unclear):
        await few_at_a_time(slack, range(50))

    assert len(slack.asked) < 20
