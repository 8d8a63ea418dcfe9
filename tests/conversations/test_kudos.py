"""Giving thanks: what a person types, what they read, and who else can."""

import pytest

from playground.driver import LocalSlack

THANKS_KO = "/kudos @minjun 어제 늦게까지 환불 문의를 함께 정리해 주셔서 정말 고맙습니다"
THANKS_EN = "/kudos @minjun thank you for staying late with that refund yesterday"


@pytest.mark.usefixtures("either_road")
class TestGiving:
    """One line is enough."""

    async def test_it_is_kept_with_its_night_in_the_givers_own_time(self, slack: LocalSlack) -> None:
        """To whom, when and where it is posted; in Korean by the clock of Seoul."""
        answer = await slack.person("seoyeon").types("#support", THANKS_KO)
        assert "박민준님께 전할 감사 인사를 맡아 두었습니다" in answer
        assert "오늘 밤 19:00 KST에 #kudos에 올라갑니다" in answer

    async def test_it_reads_in_english_by_the_clock_of_berlin(self, slack: LocalSlack) -> None:
        """The same for somebody elsewhere."""
        answer = await slack.person("bob").types("#support", THANKS_EN)
        assert "Your thanks to Minjun Park are saved" in answer
        assert "posted today 11:00 CET in #kudos" in answer

    async def test_the_day_is_the_readers_own(self, slack: LocalSlack) -> None:
        """The team's today is already tomorrow in New York on the evening before."""
        answer = await slack.person("emily").types(
            "#billing", "/kudos @priya thank you for the long night with the logs"
        )
        assert "posted tomorrow 12:30 EDT in #kudos" in answer

    async def test_nobody_else_reads_it_before_the_night(self, slack: LocalSlack) -> None:
        """The answer is the giver's alone."""
        await slack.person("seoyeon").types("#support", THANKS_KO)
        assert not any("환불 문의를 함께" in text for text in await slack.person("minjun").reads("#support"))
        assert not slack.calls("chat.postMessage")


@pytest.mark.usefixtures("bot")
class TestChanging:
    """Until the night it is the giver's to change."""

    async def test_several_people_and_what_else_was_named(self, slack: LocalSlack) -> None:
        """Whoever cannot be thanked is named with the reason; the others are thanked."""
        answer = await slack.person("bob").types(
            "#support", "/kudos @minjun @dohyun @robo @bob for untangling that invoice together"
        )
        assert "Your thanks to Minjun Park, Dohyun Choi are saved" in answer
        assert "robo is a bot, and needs no thanks" in answer
        assert "Thanks to yourself cannot be sent" in answer

    async def test_the_value_is_changed_in_the_answer(self, slack: LocalSlack) -> None:
        """The menu under it says which value it shows, and changes it."""
        bob = slack.person("bob")
        answer = await bob.types("#support", THANKS_EN)
        await bob.chooses("Hear them out", in_=answer, action_id="kudos_value")
        await slack.quiet()
        queue = await bob.types("#support", "/kudos tonight")
        _, menu = queue.element("kudos_value")
        assert "Hear them out" in menu["initial_option"]["text"]["text"]

    async def test_it_is_edited_and_readdressed_in_a_form(self, slack: LocalSlack) -> None:
        """Other words, other people."""
        bob = slack.person("bob")
        answer = await bob.types("#support", THANKS_EN)
        await bob.presses("Edit", in_=answer)
        form = await bob.modal("What for?")
        assert (
            await bob.fills(form, {"To": ["dohyun"], "What for?": "for the calm words on the phone"}) is None
        )
        await bob.modal("Your thanks to Dohyun Choi are saved")
        queue = await bob.types("#support", "/kudos tonight")
        assert "for the calm words on the phone" in queue
        assert "Minjun" not in queue

    async def test_a_text_too_short_stays_in_the_form(self, slack: LocalSlack) -> None:
        """The field says what is missing; nothing typed is lost."""
        bob = slack.person("bob")
        await bob.types("#support", "/kudos", answered=False)
        form = await bob.modal("What for?")
        errors = await bob.fills(form, {"To": ["minjun"], "What for?": "thanks"})
        assert errors == {
            "What for?": "Please say a little more about what for: 6 characters so far, 20 to 500 fit."
        }

    async def test_taken_back_it_is_gone(self, slack: LocalSlack) -> None:
        """From the giver's queue and from the night."""
        bob = slack.person("bob")
        answer = await bob.types("#support", THANKS_EN)
        await bob.presses("Take back", in_=answer)
        await slack.quiet()
        assert "Nothing of yours waits" in await bob.types("#support", "/kudos tonight")
        await slack.forward_to("2035-03-12T19:00:05+09:00")
        await slack.quiet()
        assert not slack.calls("chat.postMessage")

    async def test_tonight_shows_only_what_is_mine(self, slack: LocalSlack) -> None:
        """Neither the recipient nor anybody else sees it there."""
        await slack.person("bob").types("#support", THANKS_EN)
        for other in ("minjun", "seoyeon", "jimin"):
            queue = await slack.person(other).types("#support", "/kudos tonight")
            assert "refund yesterday" not in queue

    async def test_the_shortcut_thanks_whoever_wrote_a_message(self, slack: LocalSlack) -> None:
        """The form comes with its author filled in."""
        message = await slack.person("minjun").types("#support", "I called the customer back, all good now")
        bob = slack.person("bob")
        await bob.uses("Give kudos for this", on=message)
        form = await bob.modal("What for?")
        assert await bob.fills(form, {"What for?": "for calling that customer back"}) is None
        await bob.modal("Your thanks to Minjun Park are saved")


@pytest.mark.usefixtures("bot")
class TestKindAnswers:
    """Whatever is typed, the answer says what happened and what to do."""

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/kudos minjun is the best colleague ever", "Please name whom to thank"),
            ("/kudos @minjun thanks", "Please say a little more about what for"),
            ("/kudos @minjun " + "x" * 10_000, "Please shorten it a little"),
            ("/kudos @minjun 🙏🙏🙏", "Please say a little more"),
            ("/kudos @bob thank you me, you did that so very well", "Thanks to yourself cannot be sent"),
            ("/kudos @noah thank you for all those quiet repairs", "is on no team yet"),
            ("/kudos @gina thank you for all those quiet repairs", "is a guest here"),
            ("/kudos @sven thank you for all those quiet repairs", "is from another company"),
            ("/kudos help", "what I gave: see, edit, take back"),
        ],
    )
    async def test_each_has_its_own_sentence(self, slack: LocalSlack, typed: str, said: str) -> None:
        """Kind, exact, and with a person to ask."""
        answer = await slack.person("bob").types("#support", typed)
        assert said in answer
        assert "You can always ask a person" in answer

    async def test_a_guest_gives_none(self, slack: LocalSlack) -> None:
        """And is told so kindly."""
        answer = await slack.person("gina").types("#general", THANKS_EN)
        assert "is a guest here" in answer or "게스트" in answer

    async def test_words_that_did_not_fit_are_changed_in_a_form(self, slack: LocalSlack) -> None:
        """The button beside the refusal brings what was typed along."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/kudos @minjun thanks")
        await bob.presses("Change it in a form", in_=answer)
        form = await bob.modal("What for?")
        assert form.field("What for?")[1]["initial_value"] == "thanks"
        assert form.field("To")[1]["initial_users"] == [slack.person("minjun").id]

    async def test_the_same_twice_is_one(self, slack: LocalSlack) -> None:
        """A second send is answered with the first."""
        bob = slack.person("bob")
        await bob.types("#support", THANKS_EN)
        assert "it will be brought once" in await bob.types("#support", THANKS_EN)

    async def test_the_sixth_of_a_day_is_refused(self, slack: LocalSlack) -> None:
        """Five a day; what was typed comes back."""
        bob = slack.person("bob")
        for number in range(5):
            await bob.types("#support", f"{THANKS_EN} {number}")
        answer = await bob.types("#support", f"{THANKS_EN} six")
        assert "all a day holds" in answer
        assert "refund yesterday six" in answer
