"""About oneself: the improvement list, one's own thanks, one's data; typed and read by people."""

import json

import pytest

from playground.driver import LocalSlack

EVENING = "2035-03-12T19:00:05+09:00"
NEXT_MONDAY = "2035-03-19T09:30:00+09:00"


@pytest.mark.usefixtures("bot")
class TestImproving:
    """`/correct process`: one line, without a name."""

    async def test_one_line_reaches_the_team_and_weekly_its_lead(self, slack: LocalSlack) -> None:
        """The lead answers; the whole team reads what was done; nobody reads whose line it was."""
        seoyeon, minjun, jimin = (slack.person(name) for name in ("seoyeon", "minjun", "jimin"))
        added = await seoyeon.types(
            "#support", "/correct process 환불 양식이 두 번 물어봐요, kim@example.com 님도 그래요"
        )
        assert "개선 목록에 이름 없이 올렸습니다" in added
        assert "kim@example.com" not in added
        assert "가리고 올렸습니다" in added
        await slack.forward_to(NEXT_MONDAY)
        told = await jimin.sees("@bot", "새로 올라온 것 1건")
        assert "환불 양식이 두 번" in told
        assert "이서연" not in told
        await jimin.presses("답하기", in_=told)
        form = await jimin.modal("한 줄로")
        answer = {
            "지금: 열려 있음": "말씀하신 대로 했습니다",
            "한 줄로: 무엇을 했나요, 왜 지금은 아닌가요?": "이제 한 번만 물어봅니다",
        }
        assert await jimin.fills(form, dict(answer)) is None
        await minjun.types("#support", "/correct process", answered=False)
        listed = await minjun.modal("이제 한 번만 물어봅니다")
        assert "말씀하신 대로 했습니다" in listed
        assert "답하기" not in listed

    async def test_undo_takes_it_off(self, slack: LocalSlack) -> None:
        """In English; only people of the team have a list at all."""
        bob = slack.person("bob")
        added = await bob.types("#support", "/correct process the refund form asks twice")
        assert "without any name" in added
        assert "may still give you away" in added
        await bob.presses("Undo", in_=added)
        await slack.quiet()
        await bob.types("#support", "/correct process", answered=False)
        assert "asks twice`" in await bob.modal("Nothing is on it yet")
        assert "You are on no team yet" in await slack.person("noah").types("#support", "/correct process")


@pytest.mark.usefixtures("bot")
class TestMyThanks:
    """`/kudos mine`: in a window of one's own."""

    async def test_what_came_at_night_is_there_and_comes_as_text(self, slack: LocalSlack) -> None:
        """Before the night it is only its giver's."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await minjun.types("#support", "/kudos mine", answered=False)
        await minjun.closes(await minjun.modal("하나씩 이곳에 모아 두겠습니다"))
        await bob.types("#support", "/kudos @minjun thank you for staying late with that refund")
        await slack.forward_to(EVENING)
        await bob.sees("#kudos", "staying late")
        await minjun.types("#support", "/kudos mine", answered=False)
        mine = await minjun.modal("staying late with that refund")
        await minjun.presses("파일로 받기", in_=mine)
        await minjun.sees("@bot", "나만 볼 수 있습니다")
        [file] = await minjun.files("@bot")
        assert file.name == "thanks.txt"
        assert "staying late with that refund" in file.content.decode()
        await bob.types("#support", "/kudos mine", answered=False)
        empty = await bob.modal("Nothing has gathered here yet")
        await bob.presses("Given", in_=empty)
        assert "Withdraw" in await bob.modal("staying late with that refund", other_than=empty)


@pytest.mark.usefixtures("bot")
class TestMyData:
    """App Home: seen, taken along, erased."""

    async def test_it_is_exported_to_oneself_and_erased(self, slack: LocalSlack) -> None:
        """Counted, in a file for nobody else, then gone, from the post in the channel too."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await bob.types("#support", "/kudos @minjun thank you for staying late with that refund")
        await slack.forward_to(EVENING)
        posted = await minjun.sees("#kudos", "staying late")
        await bob.presses("My data", in_=await bob.opens_home("My data"))
        window = await bob.modal("What Baton holds about me")
        assert "Thanks I gave: *1* · 400 days" in window
        await bob.presses("Export", in_=window)
        await bob.sees("@bot", "Your data, as you asked")
        [file] = await bob.files("@bot")
        held = json.loads(file.content)
        assert (
            held["held"]["kudos_given"]["items"][0]["text"] == "thank you for staying late with that refund"
        )
        assert await minjun.files("@bot") == []
        await bob.presses("Erase…", in_=window)
        form = await bob.modal("What goes")
        assert "What stays" in form
        assert await bob.submits(form) is None
        await bob.sees("@bot", "What Baton held about you is erased")
        await slack.forward(seconds=10)
        changed = await minjun.sees_change(posted, lambda now: "staying late" not in now.text)
        assert "Bob" not in changed

    async def test_where_slack_takes_no_file_it_is_shown_in_a_window(self, slack: LocalSlack) -> None:
        """In Korean."""
        minjun = slack.person("minjun")
        slack.fault("files.getUploadURLExternal", "error:missing_scope", times=5)
        await minjun.presses("내 데이터", in_=await minjun.opens_home("내 데이터"))
        window = await minjun.modal("Baton이 나에 대해 가지고 있는 것")
        await minjun.presses("파일로 받기", in_=window)
        instead = await minjun.sees("@bot", "Slack이 파일을 받지 않았습니다")
        await minjun.presses("창에서 보기", in_=instead)
        assert "not_in_here" in await minjun.modal("held")
