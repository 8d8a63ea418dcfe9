"""/values rewrite and /values check: a sentence looked through, a decision held against the values."""

import pytest

from playground.driver import LocalSlack, Shown
from tests.example import example_files

pytestmark = pytest.mark.usefixtures("bot")

MARK = "zzmark"
PHILOSOPHY = example_files()[1]
QUESTIONS = 2 + len(PHILOSOPHY.values)
"""The filter question, the customer's good, and each value of the file we come with."""


class TestRewriting:
    """Before somebody sends a sentence."""

    async def test_a_whole_sentence_is_said_better(self, slack: LocalSlack) -> None:
        """Each flag with its kind and why; under it the sentence as it could be sent, brackets for what nobody knows."""
        answer = await slack.person("bob").types(
            "#support", "/values rewrite We will get back to you soon. You need to restart it."
        )
        assert "We will get back to you by [time]. The next step is to restart it." in answer
        assert "“soon” · *vague time*: nobody can plan with it" in answer
        assert "“You need to” · *an order*" in answer
        assert "Fill in what is in [brackets]" in answer
        assert "Jimin Kim, who leads" in answer

    async def test_in_korean(self, slack: LocalSlack) -> None:
        """As a Korean colleague would say it."""
        answer = await slack.person("seoyeon").types(
            "#support", "/values 다듬어 티켓 확인 후 곧 연락드리겠습니다. 다시 신청하세요."
        )
        assert "문의 확인 후 [몇 시]까지 연락드리겠습니다. 신청해 주시겠어요?" in answer
        assert "“곧” · *막연한 시간*: 언제인지 알 수 없습니다" in answer
        assert "[대괄호] 안은 사실대로 채워 주세요" in answer

    async def test_the_teams_own_words_come_first(self, slack: LocalSlack) -> None:
        """Words that break the same rule as a pair of the file get its better ones, with the value they keep."""
        answer = await slack.person("bob").types(
            "#support", "/values rewrite Sorry, it's not our department."
        )
        assert "I will find the right team and stay with you" in answer
        assert "Take it as yours" in answer

    async def test_where_nothing_fits_there_are_the_parts(self, slack: LocalSlack) -> None:
        """No sentence is put together anyhow."""
        answer = await slack.person("seoyeon").types("#support", "/values rewrite 규정상 환불이 안 됩니다")
        assert "“규정상” · *핑계*" in answer
        assert "“안 됩니다” · *안 된다는 말*" in answer
        assert "이렇게 바꿔 보세요" not in answer

    @pytest.mark.parametrize(
        ("who", "said", "read"),
        [
            ("seoyeon", "오늘 오후 3시까지 확인해서 알려 드릴게요.", "고칠 곳을 찾지 못했습니다"),
            ("bob", "Let me check that and call you by three.", "The rules found nothing to mend"),
        ],
    )
    async def test_nothing_found_is_said_and_nothing_praised(
        self, slack: LocalSlack, who: str, said: str, read: str
    ) -> None:
        """With the advice to read it aloud once."""
        answer = await slack.person(who).types("#support", f"/values rewrite {said}")
        assert read in answer
        assert "소리 내어" in answer or "aloud" in answer

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("rewrite", "You should have checked that. We will call you soon."),
            ("check", "after its warranty ended"),
        ],
    )
    async def test_alone_it_explains_itself(self, slack: LocalSlack, typed: str, read: str) -> None:
        """With an example, and that nothing is kept."""
        answer = await slack.person("bob").types("#support", f"/values {typed}")
        assert read in answer
        assert "Only you see" in answer

    async def test_only_the_writer_reads_it(self, slack: LocalSlack) -> None:
        """It is shown to nobody else, and posted nowhere."""
        await slack.person("bob").types("#support", f"/values rewrite {MARK} we can't do that")
        assert not slack.calls("chat.postMessage")
        others = [slack.person(one) for one in ("jimin", "seoyeon", "dohyun")]
        assert not [read for one in others for read in one.could_ever_read() if MARK in read.raw]


class TestChecking:
    """A decision, asked one question after the other."""

    async def test_yes_to_everything_is_do_it(self, slack: LocalSlack) -> None:
        """The filter question first, then each value's action; at the end the value it lives."""
        bob = slack.person("bob")
        shown = await bob.types("#support", "/values check call back every customer we promised to call")
        assert "“call back every customer we promised to call”" in shown
        assert "Could we explain this decision to the customer's face?" in shown
        assert f"1 of {QUESTIONS}" in shown
        for number in range(2, QUESTIONS + 1):
            await bob.presses("Yes", in_=shown)
            shown = await bob.sees("#support", f"{number} of {QUESTIONS}")
        assert f"Doing this, can you still say: “{PHILOSOPHY.values[-1].action.en}”" in shown
        await bob.presses("Yes", in_=shown)
        done = await bob.sees("#support", "Yes to all of it. Do it.")
        assert "The value it lives: :handshake: *Remember every promise*" in done

    async def test_a_no_is_find_out_why_and_change_it(self, slack: LocalSlack) -> None:
        """Which value speaks against it, a better direction, and a human; then on, and all of it together."""
        seoyeon = slack.person("seoyeon")
        shown = await seoyeon.types("#support", "/values check 환불 문의는 다음 주에 몰아서 답한다")
        await seoyeon.presses("예", in_=shown)
        shown = await seoyeon.sees("#support", "고객님께도 좋은 결정인가요?")
        await seoyeon.presses("아니요", in_=shown)
        shown = await seoyeon.sees("#support", "이유를 찾아 결정을 바꿔 봅시다")
        await seoyeon.presses("다음 질문 보기", in_=shown)
        act = PHILOSOPHY.value("act")
        assert act
        shown = await self._until_asked(slack, str(act.action.ko))
        await seoyeon.presses("아니요", in_=shown)
        shown = await seoyeon.sees("#support", "부딪히는 가치: :zap: *지금 움직이기*")
        assert f"더 나은 방향: {act.action.ko}" in shown
        assert "김지민님" in shown
        await seoyeon.presses("다음 질문 보기", in_=shown)
        shown = await seoyeon.sees("#support", f"{QUESTIONS}가지 중 6번째")
        await seoyeon.presses("예", in_=shown)
        await seoyeon.presses("예", in_=await seoyeon.sees("#support", f"{QUESTIONS}가지 중 7번째"))
        verdict = await seoyeon.sees("#support", "아래 답이 ‘예’가 되도록")
        assert "고객님께도 좋은 결정인가요?" in verdict
        assert "지금 움직이기" in verdict
        await seoyeon.presses("바꿔서 처음부터", in_=verdict)
        assert "1번째" in await seoyeon.sees("#support", "고객님 앞에서 그대로 설명할 수 있나요?")

    async def _until_asked(self, slack: LocalSlack, action: str) -> Shown:
        """Yes until a value's action is asked."""
        seoyeon = slack.person("seoyeon")
        for number in range(3, QUESTIONS + 1):
            shown = await seoyeon.sees("#support", f"{QUESTIONS}가지 중 {number}번째")
            if action in shown:
                return shown
            await seoyeon.presses("예", in_=shown)
        raise AssertionError(f"{action} was not asked")

    async def test_what_is_no_decision_is_asked_all_the_same(self, slack: LocalSlack) -> None:
        """It is the person's to say what they decide."""
        answer = await slack.person("bob").types("#support", "/values check bananas")
        assert "“bananas”" in answer
        assert f"1 of {QUESTIONS}" in answer

    async def test_only_its_asker_reads_it_and_nothing_is_posted(self, slack: LocalSlack) -> None:
        """Question, answers and verdict."""
        bob = slack.person("bob")
        shown = await bob.types("#support", f"/values check {MARK} close every open request")
        await bob.presses("No", in_=shown)
        await bob.sees("#support", "Find out why, and change the decision")
        await slack.quiet()
        assert not slack.calls("chat.postMessage")
        others = [slack.person(one) for one in ("jimin", "seoyeon", "dohyun")]
        assert not [read for one in others for read in one.could_ever_read() if MARK in read.raw]
