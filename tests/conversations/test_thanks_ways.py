"""The other ways to give thanks: an emoji, saying it to Baton, a message's shortcut, a whole group."""

import pytest

from playground.driver import LocalSlack

HELD = "I called the customer back, all good now"


@pytest.mark.usefixtures("bot")
async def test_an_emoji_thanks_and_takes_back(slack: LocalSlack) -> None:
    """One quiet note with a button to add a line; off takes it back; other emoji mean nothing."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    await bob.invites("#support", "bot")
    message = await minjun.types("#support", HELD)
    await bob.reacts("tada", to=message)
    await bob.reacts("raised_hands", to=message)
    note = await bob.sees("#support", "Your emoji thanks Minjun Park")
    assert not any("Your emoji" in text for text in await minjun.reads("#support"))
    await bob.presses("Add a line", in_=note)
    form = await bob.modal("What for?")
    assert await bob.fills(form, {"What for?": "so calm"}) is None
    await bob.modal("so calm")
    queue = await bob.types("#support", "/kudos tonight")
    assert "so calm" in queue
    assert "this message" in queue
    await bob.reacts("raised_hands", to=message, on=False)
    await slack.quiet()
    assert "Nothing of yours waits" in await bob.types("#support", "/kudos tonight")


@pytest.mark.usefixtures("bot")
async def test_an_emoji_thanks_in_korean(slack: LocalSlack) -> None:
    """The giver reads it in their language; the night posts it, and taken off after that it is withdrawn."""
    seoyeon = slack.person("seoyeon")
    await seoyeon.invites("#support", "bot")
    message = await slack.person("minjun").types("#support", HELD)
    await seoyeon.reacts("raised_hands", to=message)
    note = await seoyeon.sees("#support", "이모지로 박민준님께 전한 감사 인사를 맡아 두었습니다")
    assert "한 줄 덧붙이기" in note
    await slack.forward_to("2035-03-12T19:00:05+09:00")
    post = await seoyeon.sees("#kudos", "이 메시지에 고마움을 전했습니다")
    assert "박민준" in post
    await seoyeon.reacts("raised_hands", to=message, on=False)
    await seoyeon.sees_change(post, lambda shown: "박민준" not in shown)


@pytest.mark.usefixtures("bot")
async def test_said_to_baton_it_is_thanks_and_a_question_stays_one(slack: LocalSlack) -> None:
    """In a channel and in the DM, in both languages."""
    bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
    await bob.invites("#support", "bot")
    await bob.types("#support", "@baton thanks @minjun for staying late with that refund", answered=False)
    await bob.sees("#support", "Your thanks to Minjun Park are saved")
    await seoyeon.types("@bot", "@minjun 어제 늦게까지 도와주셔서 고맙습니다", answered=False)
    await seoyeon.sees("@bot", "박민준님께 전할 감사 인사를 맡아 두었습니다")
    await bob.types("#support", "@baton who can approve a refund? thanks", answered=False)
    await bob.sees("#support", "refund")
    assert "staying late" in await bob.types("#support", "/kudos tonight")


@pytest.mark.usefixtures("bot")
async def test_a_group_is_shown_before_it_is_thanked(slack: LocalSlack) -> None:
    """With names, who is left out and why; Send keeps it, once however often it is pressed."""
    bob = slack.person("bob")
    shown = await bob.types(
        "#support", "/kudos @billing-team @robo thank you all for that long invoice night"
    )
    assert "Nothing is kept yet" in shown
    assert "robo is a bot" in shown
    assert "Nothing of yours waits" in await bob.types("#support", "/kudos tonight")
    await bob.presses("Send", in_=shown)
    await bob.sees("#support", "are saved")


@pytest.mark.usefixtures("bot")
async def test_a_customers_data_is_pointed_out_and_blocks_nothing(slack: LocalSlack) -> None:
    """In the answer with a way on, and once in the form."""
    bob = slack.person("bob")
    shown = await bob.types("#support", "/kudos @minjun thanks for writing to kim@example.com so kindly")
    assert "looks like a customer's data: e-mail address" in shown
    await bob.presses("Edit", in_=shown)
    form = await bob.modal("What for?")
    assert await bob.fills(form, {"What for?": "for calling 010-1234-5678 back in the evening"}) is None
    again = await bob.modal("press the button below once more")
    assert await bob.submits(again) is None
    await bob.modal("Your thanks to Minjun Park are saved")


@pytest.mark.usefixtures("bot")
async def test_the_shortcut_keeps_the_message_and_its_link(slack: LocalSlack) -> None:
    """Used again on the same message it changes what was given."""
    bob = slack.person("bob")
    message = await slack.person("minjun").types("#support", HELD)
    await bob.uses("Give kudos for this", on=message)
    form = await bob.modal("its words stay where they are")
    assert await bob.fills(form, {"What for?": "for calling that customer back"}) is None
    await bob.modal("this message")
    await bob.uses("Give kudos for this", on=message)
    changed = await bob.modal("What for?")
    assert changed.field("What for?")[1]["initial_value"] == "for calling that customer back"
