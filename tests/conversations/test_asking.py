"""Asking /escalate and /values: what a person types, and what they then read."""

import pytest

from playground.driver import LocalSlack

REFUND_KO = "/escalate 환불 승인은 누가 하나요?"
REFUND_EN = "/escalate who can approve a refund?"


@pytest.mark.usefixtures("either_road")
class TestADirectAnswer:
    """One topic is clearly meant."""

    async def test_names_who_has_it_until_when_and_their_own_time(self, slack: LocalSlack) -> None:
        """The person on call, the end of their shift and the time on their wall."""
        answer = await slack.person("seoyeon").types("#support", REFUND_KO)
        assert "최도현님" in answer
        assert "18:00 KST까지" in answer
        assert "현지 시각 10:00 KST" in answer

    async def test_says_what_matched_and_which_rule(self, slack: LocalSlack) -> None:
        """The words that made it match, and the policy that applies."""
        answer = await slack.person("bob").types("#support", REFUND_EN)
        assert "Matched because of “refund”" in answer
        assert "rule: standard" in answer

    async def test_tells_who_is_next_and_what_can_be_promised(self, slack: LocalSlack) -> None:
        """The next level with its time, and an honest time for the customer, by the reader's clock."""
        answer = await slack.person("bob").types("#support", REFUND_EN)
        assert "If nobody takes it by 02:15 CET" in answer
        assert "an answer by 04:05 CET" in answer

    async def test_brings_a_value_and_a_phrase_and_two_alternatives(self, slack: LocalSlack) -> None:
        """The value that fits with words to say, and two other topics a click away."""
        answer = await slack.person("seoyeon").types("#support", REFUND_KO)
        assert ":speech_balloon: “" in answer
        assert len([button for button in answer.buttons if "쪽인가요?" in button]) == 2


@pytest.mark.usefixtures("bot")
class TestLooking:
    """Asking pages nobody and is nobody else's to read."""

    async def test_an_answer_is_seen_by_the_asker_alone(self, slack: LocalSlack) -> None:
        """Nobody else reads it, and nobody is mentioned in it."""
        await slack.person("seoyeon").types("#support", REFUND_KO)
        assert not any("최도현" in text for text in await slack.person("dohyun").reads("#support"))
        assert not slack.calls("chat.postMessage")

    async def test_a_look_up_makes_no_call_to_slack(self, slack: LocalSlack) -> None:
        """Everything is known beforehand; the answer is the acknowledgement."""
        before = len(slack.calls())
        await slack.person("seoyeon").types("#support", REFUND_KO)
        await slack.person("bob").types("#support", "/values H")
        assert len(slack.calls()) == before

    async def test_alone_it_lists_every_topic_with_who_has_it(self, slack: LocalSlack) -> None:
        """`/escalate` is an overview with a picker."""
        answer = await slack.person("bob").types("#support", "/escalate")
        assert "*Billing & refunds*: Dohyun Choi" in answer
        await slack.person("bob").chooses("Billing & refunds", in_=answer, action_id="pick_topic")
        await slack.person("bob").sees("#support", "On call now")

    async def test_help_shows_examples(self, slack: LocalSlack) -> None:
        """`/escalate help` and 도움말 explain it in the reader's language."""
        assert "ask in your own words" in await slack.person("bob").types("#support", "/escalate help")
        assert "그대로 적어 주세요" in await slack.person("seoyeon").types("#support", "/escalate 도움말")

    async def test_a_command_word_inside_a_question_is_a_question(self, slack: LocalSlack) -> None:
        """A sub-command counts only if the whole text is one."""
        answer = await slack.person("bob").types("#support", "/escalate help with a refund please")
        assert "Billing & refunds" in answer

    @pytest.mark.parametrize("text", ["점심 뭐 먹을까요", "😀😀😀", "asdf qwer zxcv", "<!channel>"])
    async def test_no_match_names_the_last_resort(self, slack: LocalSlack, text: str) -> None:
        """No bare "not found": people, their hours, how long they take, and one click to ask them."""
        answer = await slack.person("bob").types("#support", f"/escalate {text}")
        assert "the Support team" in answer
        assert "They answer within 30 min." in answer
        assert "Hand over to them" in answer.buttons

    async def test_ten_thousand_characters_are_answered(self, slack: LocalSlack) -> None:
        """Somebody pastes a whole conversation."""
        answer = await slack.person("bob").types("#support", "/escalate " + "refund please " * 700)
        assert "Billing & refunds" in answer

    async def test_a_choice_can_be_declined(self, slack: LocalSlack) -> None:
        """Up to three topics with who has each, and "none of these" leads to the last resort."""
        bob = slack.person("bob")
        answer = await bob.types(
            "#support", "/escalate the customer wants to return it and asks about delivery"
        )
        if "None of these" not in answer.buttons:
            pytest.fail(f"expected a choice:\n{answer.describe()}")
        await bob.presses("None of these", in_=answer)
        await bob.sees("#support", "No topic fits exactly")

    @pytest.mark.parametrize("text", ["", "help", "open", "mine", "환불", "점심 뭐 먹을까요"])
    async def test_every_answer_offers_a_way_to_a_human(self, slack: LocalSlack, text: str) -> None:
        """Practice 1.20: a person, by name."""
        answer = await slack.person("bob").types("#support", f"/escalate {text}")
        assert "Jimin Kim" in answer or "Ask a human" in answer.buttons

    async def test_out_of_hours_says_what_still_works(self, slack: LocalSlack) -> None:
        """Closed: when it opens, where critical cases go, what to tell the customer, and queueing."""
        await slack.forward_to("2035-03-17T23:00:00+09:00")
        answer = await slack.person("bob").types("#support", REFUND_EN)
        assert "is closed now and opens" in answer
        assert "Tell the customer" in answer
        assert any(button.startswith("Queue for") for button in answer.buttons)


@pytest.mark.usefixtures("bot")
class TestValues:
    """Looking up what the team stands for."""

    async def test_alone_it_is_the_philosophy_at_a_glance(self, slack: LocalSlack) -> None:
        """Purpose, vision, every value with its action, the filter question."""
        answer = await slack.person("bob").types("#support", "/values")
        assert "Hear them out" in answer
        assert "Could we explain this decision" in answer

    @pytest.mark.parametrize("name", ["H", "h", ":ear:", "Hear them out", "끝까지 듣기", "hear"])
    async def test_a_value_is_found_by_name_letter_or_emoji(self, slack: LocalSlack, name: str) -> None:
        """In either language, whatever the case."""
        answer = await slack.person("bob").types("#support", f"/values {name}")
        assert "I let people finish" in answer

    async def test_a_situation_brings_words_to_say_and_to_avoid(self, slack: LocalSlack) -> None:
        """In the asker's language: the value, the action, what to say, what not to and the better wording."""
        answer = await slack.person("seoyeon").types("#support", "/values 고객님이 많이 화나셨어요")
        assert "나는" in answer
        assert ":speech_balloon:" in answer
        assert "대신" in answer

    async def test_a_shortcut_shows_the_card_for_a_message(self, slack: LocalSlack) -> None:
        """*Which value helps here?* opens the card for whoever asked."""
        bob = slack.person("bob")
        message = await slack.person("seoyeon").types("#support", "the customer is really angry with us")
        await bob.uses("Which value helps here?", on=message)
        assert "Hear them out" in await bob.modal()
