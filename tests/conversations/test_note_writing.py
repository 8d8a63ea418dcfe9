"""Writing a note with care: when it goes, what is to be thought over first, and that nothing typed is lost."""

import pytest

from playground.driver import LocalSlack, Opened, Person

MARK = "zzmark"
BEHAVIOUR = "Behaviour: what did you see or hear?"
WHEN = "When shall it go?"
Fields = dict[str, str | list[str] | None]
WORDS: Fields = {
    "Situation: when and where was it?": f"{MARK} this morning in the queue",
    BEHAVIOUR: f"{MARK} the customer was cut short",
    "Impact: what did it lead to?": f"{MARK} they called back twice",
    "Next time: what would help?": f"{MARK} let them finish",
}

pytestmark = pytest.mark.usefixtures("bot")


async def form_to(author: Person, to: str) -> Opened:
    """The form, for a colleague."""
    await author.types("#support", f"/correct @{to}", answered=False)
    return await author.modal("Who can read this?")


async def test_advice_keeps_every_word_and_an_insult_is_reworded(slack: LocalSlack) -> None:
    """Insult, advice, mended, sealed as it is: in the same window, and every field as it was left."""
    bob = slack.person("bob")
    form = await form_to(bob, "minjun")
    errors = await bob.fills(form, {**WORDS, BEHAVIOUR: f"{MARK} you are an idiot on the phone"})
    assert errors is not None
    assert "“idiot” is all they would remember" in errors[BEHAVIOUR]
    assert await bob.fills(form, {BEHAVIOUR: f"{MARK} you always cut the customer short"}) is None
    advised = await bob.modal("One thought before you seal it")
    assert "“you always”" in advised
    assert "one exception, and the talk is about that" in advised
    for kept in ("this morning in the queue", "they called back twice", "let them finish"):
        assert f"{MARK} {kept}" in f"{advised.blocks}"
    sent = [call for call in slack.calls() if MARK in repr(call)]
    assert not [call for call in sent if not call.method.startswith("views.")]
    assert await bob.submits(advised) is None
    await bob.modal("Sealed until")


async def test_advice_in_korean_and_a_mended_word(slack: LocalSlack) -> None:
    """The mended note goes without another word."""
    seoyeon = slack.person("seoyeon")
    await seoyeon.types("#support", "/correct @minjun", answered=False)
    form = await seoyeon.modal("누가 읽을 수 있나요?")
    words: Fields = {
        "어떤 상황이었나요?": "오늘 오전 통화",
        "무엇을 보거나 들었나요?": "관심이 없어서 문의 내용을 안 읽으신 것 같습니다.",
        "어떤 영향이 있었나요?": "고객님이 두 번 다시 전화하셨습니다.",
        "다음에는 어떻게 하면 좋을까요?": "먼저 문의 내용을 읽어 주세요.",
    }
    assert await seoyeon.fills(form, words) is None
    advised = await seoyeon.modal("봉하기 전에 한 가지만 다시 봐 주세요")
    assert "“관심이 없어서” · *마음 짐작*" in advised
    mended: Fields = {"무엇을 보거나 들었나요?": "문의 내용을 읽지 않고 답을 보내셨습니다."}
    assert await seoyeon.fills(advised, mended) is None
    await seoyeon.modal("봉해 두었습니다. 박민준님께")


async def test_now_goes_in_their_hours_only(slack: LocalSlack) -> None:
    """At ten in the morning at once; at ten at night kindly not, and the form stays."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    form = await form_to(bob, "minjun")
    assert "now: at once" in form
    assert await bob.fills(form, {**WORDS, WHEN: "Now"}) is None
    await bob.closes(await bob.modal("It goes to Minjun Park now"))
    knock = await minjun.sees("@bot", "새로 도착한 것이 있습니다")
    assert MARK not in f"{knock.text}{knock.notification}"
    await slack.forward_to("2035-03-12T22:00:00+09:00")
    late = await form_to(bob, "minjun")
    errors = await bob.fills(late, {**WORDS, WHEN: "Now"})
    assert errors is not None
    assert "outside Minjun Park's hours; it can go at once from tomorrow 01:00 CET" in errors[WHEN]
    assert await bob.fills(late, {WHEN: "Next working morning"}) is None
    await bob.modal("Sealed until tomorrow 01:00 CET")


async def test_another_reader_has_other_hours(slack: LocalSlack) -> None:
    """Chosen in the form: times, phrases and what was typed are those of the form as it stands."""
    bob = slack.person("bob")
    form = await form_to(bob, "minjun")
    assert "Tonight: 11:00 CET · morning: tomorrow 01:00 CET" in form
    await bob.fills(form, dict(WORDS), submit=False)
    await bob.chooses("lukas", in_=form, action_id="note_to")
    changed = await bob.modal("Lukas Weber", other_than=form)
    assert "morning: 09:00 CET" in changed
    assert f"{MARK} let them finish" in f"{changed.blocks}"
    errors = await bob.fills(changed, {"Come back to it on": "2035-03-11"})
    assert errors is not None
    assert "Please choose a day from Mon 12 Mar" in errors["Come back to it on"]
    assert await bob.fills(changed, {"Come back to it on": "2035-03-20"}) is None
    assert "On Tue 20 Mar I come back to both of you" in await bob.modal("when Lukas Weber gets it")


async def test_a_note_to_oneself_and_one_to_the_lead(slack: LocalSlack) -> None:
    """Both go like any other."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    own = await form_to(bob, "bob")
    assert "Only you. No lead" in own
    assert await bob.fills(own, {**WORDS, WHEN: "Now"}) is None
    await bob.closes(await bob.modal("It goes to Bob Brown now"))
    await bob.presses("Open", in_=await bob.sees("@bot", "Something has arrived for you"))
    await bob.modal(f"{MARK} let them finish")
    lead = await form_to(bob, "jimin")
    assert await bob.fills(lead, {**WORDS, WHEN: "Now"}) is None
    await jimin.sees("@bot", "새로 도착한 것이 있습니다")


async def test_a_phrase_goes_along_and_the_time_can_be_changed(slack: LocalSlack) -> None:
    """From the library of the value; kept through a change, read by the one reader."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    form = await form_to(bob, "minjun")
    _, menu = form.field("A phrase from the library")
    phrase = menu["options"][1]["text"]["text"]
    assert await bob.fills(form, {**WORDS, "A phrase from the library": phrase}) is None
    await bob.closes(await bob.modal("Sealed until 11:00 CET"))
    await bob.types("#support", "/correct list", answered=False)
    await bob.presses("Change", in_=await bob.modal("To *Minjun Park*"))
    change = await bob.modal("Who can read this?")
    assert await bob.fills(change, {WHEN: "Now"}) is None
    await bob.modal("It goes to Minjun Park now")
    await minjun.presses("열기", in_=await minjun.sees("@bot", "새로 도착한 것이 있습니다"))
    assert phrase[:40] in await minjun.modal("나에게만 쓴 메모")
