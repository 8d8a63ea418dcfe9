"""The card of a situation: what people read, turn, open and share, and what nobody else reads."""

import asyncio

import pytest

from bot.views import ids, value_ids
from bot.views.phone import LINES, lines_before_buttons
from playground.driver import LocalSlack
from playground.people import Channel

ANGRY_KO = "/values 고객님이 많이 화나셨어요"
ANGRY_EN = "/values the customer is really angry with us"
MISTAKE_KO = "/values 제가 요금을 잘못 안내해 드렸어요"


@pytest.mark.usefixtures("bot")
class TestTheCard:
    """Short, in order, in the language of the question."""

    async def test_it_is_read_without_scrolling(self, slack: LocalSlack) -> None:
        """At most eight lines of a phone stand above the buttons."""
        answer = await slack.person("seoyeon").types("#support", ANGRY_KO)
        assert 0 < lines_before_buttons(answer.blocks) <= LINES

    async def test_the_feeling_comes_first(self, slack: LocalSlack) -> None:
        """Then the solution, then the next step; one action, a phrase, what not to say, the closing question."""
        text = (await slack.person("bob").types("#support", ANGRY_EN)).text
        order = ["I let people finish", "①", "②", "③", ":speech_balloon:", ":no_entry_sign:", "To close"]
        assert [part for part in order if part in text] == order
        assert sorted(order, key=text.index) == order

    async def test_a_korean_question_is_answered_in_korean(self, slack: LocalSlack) -> None:
        """Bob reads English, and asks about a Korean customer: the words are for the customer."""
        answer = await slack.person("bob").types("#support", ANGRY_KO)
        assert "마무리: “" in answer
        assert "In English" in answer.buttons

    async def test_an_english_question_is_answered_in_english(self, slack: LocalSlack) -> None:
        """Seoyeon reads Korean, and asks about an English customer."""
        answer = await slack.person("seoyeon").types("#support", ANGRY_EN)
        assert "To close" in answer
        assert "한국어로 보기" in answer.buttons

    async def test_the_other_language_takes_its_place(self, slack: LocalSlack) -> None:
        """One click there, one click back, and never two cards."""
        seoyeon = slack.person("seoyeon")
        answer = await seoyeon.types("#support", ANGRY_KO)
        await seoyeon.presses("In English", in_=answer)
        turned = await seoyeon.sees("#support", "To close")
        await seoyeon.presses("한국어로 보기", in_=turned)
        await seoyeon.sees("#support", "마무리: “")
        assert not any("To close" in text for text in await seoyeon.reads("#support"))

    async def test_it_offers_votes_and_a_person(self, slack: LocalSlack) -> None:
        """👍, 👎 and the way to a human stand on every card."""
        answer = await slack.person("bob").types("#support", ANGRY_EN)
        assert {"👍 Useful", "👎 Not useful", "Ask a human"} <= set(answer.buttons)
        assert "Jimin Kim" in answer

    async def test_it_says_what_matched(self, slack: LocalSlack) -> None:
        """Below the buttons, so that it costs none of the eight lines."""
        assert "Matched because of “" in await slack.person("bob").types("#support", ANGRY_EN)


@pytest.mark.usefixtures("bot")
class TestTheTopic:
    """What the same words are about."""

    async def test_what_can_be_offered_and_decided_stands_with_it(self, slack: LocalSlack) -> None:
        """A late delivery: one offer, and what an agent decides alone."""
        answer = await slack.person("bob").types(
            "#support", "/values the delivery is three days late, how long must she wait?"
        )
        assert "Yours to decide: More than 3 days late" in answer
        assert "You can offer: The new arrival date" in answer

    async def test_a_lead_decides_more(self, slack: LocalSlack) -> None:
        """The same question, the lead's own limit, and not the agent's."""
        answer = await slack.person("jimin").types("#support", "/values 배송이 늦어서 속상해하세요")
        assert "퀵이나 직접 방문 전달" in answer
        assert "배송비를 돌려드리고" not in answer


@pytest.mark.usefixtures("bot")
class TestBothSides:
    """A mistake is one's own, or the company's (practice 1.12)."""

    async def test_the_question_tells_which_is_shown_first(self, slack: LocalSlack) -> None:
        """What I did is personal, what we did is the company's."""
        own = await slack.person("seoyeon").types("#support", MISTAKE_KO)
        assert "제가 잘못 안내해 드렸습니다" in own
        ours = await slack.person("bob").types(
            "#support", "/values we charged twice and it is clearly our fault"
        )
        assert "This was our mistake" in ours

    async def test_one_click_switches(self, slack: LocalSlack) -> None:
        """The other side, in its place; then the first is offered."""
        seoyeon = slack.person("seoyeon")
        answer = await seoyeon.types("#support", MISTAKE_KO)
        assert "내 실수" not in answer.buttons
        await seoyeon.presses("회사 실수", in_=answer)
        turned = await seoyeon.sees("#support", "저희 회사의 잘못입니다")
        assert "내 실수" in turned.buttons


@pytest.mark.usefixtures("bot")
class TestAllOfIt:
    """What did not fit stands behind More."""

    async def test_more_opens_a_window_from_a_slash_answer(self, slack: LocalSlack) -> None:
        """Every phrase, every pair, why, an example, the figure in plain words, the lead's line."""
        bob = slack.person("bob")
        await bob.presses("More", in_=await bob.types("#support", ANGRY_EN))
        window = await bob.modal("All of it")
        for part in ("1. Name what was hard", "3. ", "put up with this for three days", "It's just a small thing",
                     "Nobody else has complained", "Why:", "For example:", "customer effort score", "Leads",
                     "nine to sixty"):  # fmt: skip
            assert part in window, part

    async def test_the_window_turns_its_language_too(self, slack: LocalSlack) -> None:
        """In the window itself."""
        bob = slack.person("bob")
        await bob.presses("More", in_=await bob.types("#support", ANGRY_EN))
        window = await bob.modal("All of it")
        await bob.presses("한국어로 보기", in_=window)
        turned = await bob.modal("자세히 보기")
        assert turned.id == window.id

    async def test_it_opens_from_the_shortcuts_window_and_from_a_direct_message(
        self, slack: LocalSlack
    ) -> None:
        """Pushed on the window; and opened over a message."""
        bob = slack.person("bob")
        message = await slack.person("seoyeon").types("#support", "the customer is really angry with us")
        await bob.uses("Which value helps here?", on=message)
        await bob.presses("More", in_=await bob.modal("Hear them out"))
        await bob.modal("All of it")
        seoyeon = slack.person("seoyeon")
        await seoyeon.opens_dm("@bot")
        await seoyeon.types("@bot", "배송이 늦어서 속상해하세요")
        await seoyeon.presses("더 보기", in_=await seoyeon.sees("@bot", "지금 담당자"))
        card = await seoyeon.sees("@bot", "마무리")
        await seoyeon.presses(in_=card, action_id=ids.SITUATION_MORE)
        await seoyeon.modal("자세히 보기")

    async def test_the_card_is_the_same_wherever_it_stands(self, slack: LocalSlack) -> None:
        """Slash answer, shortcut and App Home: one card (practice 4.19)."""
        bob = slack.person("bob")
        typed = await bob.types("#support", ANGRY_EN)
        message = await slack.person("seoyeon").types("#support", ANGRY_EN.removeprefix("/values "))
        await bob.uses("Which value helps here?", on=message)
        window = await bob.modal("Hear them out")
        await bob.closes(window)
        home = await bob.opens_home()
        await bob.chooses("Upset or angry", in_=home, action_id=value_ids.PICK_SITUATION)
        from_home = await bob.modal("Hear them out")
        cards = [
            [block["text"]["text"] for block in shown.blocks[:2]] for shown in (typed, window, from_home)
        ]
        assert cards[0] == cards[1] == cards[2]


@pytest.mark.usefixtures("bot")
class TestSharing:
    """Share to channel: posted by Baton, once, with the name of whoever shared it."""

    async def test_it_is_posted_with_the_name_and_without_the_question(self, slack: LocalSlack) -> None:
        """Others read the card; what was asked, and what the sharer may decide, stays with the sharer."""
        jimin, bob = slack.person("jimin"), slack.person("bob")
        answer = await jimin.types("#support", "/values 배송이 늦어서 김복동님이 속상해하세요")
        await jimin.presses("채널에 공유", in_=answer)
        form = await jimin.modal("어느 채널")
        await jimin.submits(form)
        shared = await bob.sees("#support", "공유했습니다")
        assert "끝까지 듣기" in shared
        assert "김복동" not in shared
        assert "직접 결정" not in shared
        assert shared.buttons == ["더 보기"]
        assert jimin.user.id in str(shared.raw)

    async def test_a_second_press_posts_nothing_more(self, slack: LocalSlack) -> None:
        """Two clicks on Share in the same window are one post."""
        bob = slack.person("bob")
        await bob.presses("Share to channel", in_=await bob.types("#support", ANGRY_EN))
        form = await bob.modal("Which channel")
        both = (bob.act("submit", view=form.id, values={}) for _ in range(2))
        await asyncio.gather(*both)
        await bob.sees("#support", "shared by")
        await slack.quiet()
        assert len(slack.calls("chat.postMessage")) == 1

    async def test_in_a_private_channel_without_baton_it_says_what_to_do(self, slack: LocalSlack) -> None:
        """Kindly, in the form, and nothing is posted."""
        bob = slack.person("bob")
        await bob.presses("Share to channel", in_=await bob.types("#support", ANGRY_EN))
        hidden = Channel(id="CSECRET001", name="secret", kind="private", members={bob.id})
        slack.playground.world.channels[hidden.id] = hidden
        errors = await bob.fills(await bob.modal("Which channel"), {"Which channel?": hidden.id})
        assert errors
        assert "/invite @Baton" in str(errors)
        assert not slack.calls("chat.postMessage")

    async def test_a_channel_shared_with_another_company_is_asked_about(self, slack: LocalSlack) -> None:
        """Nothing is posted before the second yes."""
        bob = slack.person("bob")
        await bob.presses("Share to channel", in_=await bob.types("#support", ANGRY_EN))
        outside = next(c for c in slack.playground.world.channels.values() if c.name == "billing")
        outside.kind = "shared"
        form = await bob.modal("Which channel")
        await bob.fills(form, {"Which channel?": outside.id})
        asked = await bob.modal("People of another company")
        assert not slack.calls("chat.postMessage")
        await bob.submits(asked)
        await bob.sees(f"#{outside.name}", "shared by")

    async def test_anybody_in_the_channel_opens_all_of_it_but_guests(self, slack: LocalSlack) -> None:
        """More on the shared card opens for whoever presses it; a guest is pointed to a colleague."""
        bob, seoyeon, gina = (slack.person(key) for key in ("bob", "seoyeon", "gina"))
        await bob.presses("Share to channel", in_=await bob.types("#general", ANGRY_EN))
        await bob.submits(await bob.modal("Which channel"))
        await seoyeon.presses("More", in_=await seoyeon.sees("#general", "shared by"))
        await seoyeon.modal("Nobody else has complained")
        await gina.presses("More", in_=await gina.sees("#general", "shared by"))
        await gina.sees("#general", "members of this workspace")
        assert not any("Nobody else has complained" in text for text in await gina.reads("#general"))

    async def test_an_answer_is_nobody_elses_to_read_before_it_is_shared(self, slack: LocalSlack) -> None:
        """Neither the question nor the card; a guest is answered kindly and shown no card."""
        await slack.person("bob").types("#general", ANGRY_EN)
        assert "members of this workspace" in await slack.person("gina").types("#general", ANGRY_EN)
        for key in ("seoyeon", "gina"):
            assert not any("Calm down" in text for text in await slack.person(key).reads("#general"))


@pytest.mark.usefixtures("bot")
class TestDepartmentsAndFigures:
    """What a value means elsewhere, and by which figure it is seen."""

    @pytest.mark.parametrize(
        "typed", ["for sales", "for the sales team", "부서 영업", "부서 영업팀", "for 영업"]
    )
    async def test_a_department_by_any_name(self, slack: LocalSlack, typed: str) -> None:
        """In both languages, with team or without."""
        assert "We ask what it is for" in await slack.person("bob").types("#support", f"/values {typed}")

    async def test_an_unknown_one_lists_what_there_is(self, slack: LocalSlack) -> None:
        """With did-you-mean, and a click for each."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/values for desing")
        assert "Did you mean *Design*?" in answer
        await bob.presses("Design", in_=answer)
        await bob.sees("#support", "five conversations")

    async def test_a_customer_is_no_department(self, slack: LocalSlack) -> None:
        """What begins with "for" may be a situation."""
        assert "To close" in await slack.person("bob").types(
            "#support", "/values for a customer who is upset"
        )

    @pytest.mark.parametrize(
        ("typed", "name"), [("CES", "Hear them out"), ("frt", "Act now"), ("AHT", "Act now")]
    )
    async def test_a_figure_leads_to_its_value(self, slack: LocalSlack, typed: str, name: str) -> None:
        """With what the letters stand for; one that moves together with ours leads there too."""
        answer = await slack.person("bob").types("#support", f"/values {typed}")
        assert name in answer
        assert f"*{typed.upper()}* (" in answer
