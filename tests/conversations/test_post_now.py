"""`/kudos post now`, typed to the whole bot: the preview, the press, and a kind no."""

import pytest

from playground.driver import LocalSlack

EVENING = "2035-03-12T19:00:00+09:00"


@pytest.mark.usefixtures("bot")
class TestPostNow:
    """For the lead of a team with a night; what it shows is what is posted."""

    async def test_the_lead_sees_it_posts_it_and_it_is_posted_once(self, slack: LocalSlack) -> None:
        """Nothing stands in the channel before the press, and the evening has nothing to add."""
        jimin, bob = slack.person("jimin"), slack.person("bob")
        await bob.types("#support", "/kudos @minjun for starting the new week so calmly")
        await jimin.types("#support", "/kudos post now", answered=False)
        window = await jimin.modal("new week so calmly")
        assert "+1" not in window
        assert "#kudos에 아래와 같이 올라갑니다" in window
        assert not slack.calls("chat.postMessage")
        await jimin.presses("지금 올리기", in_=window)
        await jimin.modal("올렸습니다.")
        await bob.sees("#kudos", "new week so calmly")
        assert "이미 올라가 있습니다." in await jimin.types("#support", "/kudos 미리보기")
        await slack.forward_to(EVENING)
        await slack.quiet()
        assert len([call for call in slack.calls("chat.postMessage") if "new week" in f"{call.args}"]) == 1

    async def test_everybody_else_hears_whose_it_is(self, slack: LocalSlack) -> None:
        """In their own language, with the lead's name, and a person to ask."""
        answer = await slack.person("bob").types("#support", "/kudos post now")
        assert "that is Jimin Kim" in answer
        answer = await slack.person("minjun").types("#support", "/kudos post now")
        assert "고객지원 팀 리드는 김지민님입니다" in answer
