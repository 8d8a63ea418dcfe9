"""Everybody's library: words proposed from a message or by command, decided on, shown with credit, read again."""

import asyncio
from pathlib import Path

import pytest

from bot.settings import Need
from bot.wiring import accepted_practices
from playground.driver import LocalSlack, Person, Shown
from tests.conversations.conftest import ROOT, StartBot, settings_beside

SAVE = "Save as good practice"
WORDS = "I called back before noon as promised, and said first what I still did not know."
PHRASE = "Let me say back what I heard, so that I get it right."
SITUATION_EN, SITUATION_KO = "Upset or angry", "속상하거나 화가 나셨을 때"
ASKS = "함께 쓰자고 제안하셨어요"
THE_WORDS = "The words"

Values = dict[str, str | list[str] | None]


async def proposes(who: Person, message: Shown, **more: str) -> None:
    """Save a message for everybody, as the form comes, apart from what is given."""
    await who.uses(SAVE, on=message)
    form = await who.modal(THE_WORDS)
    values: Values = {"For which situation?": SITUATION_EN, **more}
    assert await who.fills(form, values) is None
    await who.modal("Thank you for sharing")


async def proposed_by_bob(slack: LocalSlack) -> Shown:
    """Bob saves what Emily wrote; what Jimin, who approves, is asked."""
    message = await slack.person("emily").types("#support", WORDS)
    await proposes(slack.person("bob"), message)
    return await slack.person("jimin").sees("@bot", ASKS)


async def shared_by_bob(slack: LocalSlack, text: str = PHRASE) -> Shown:
    """Bob shares words of his own by command; what Jimin is asked."""
    bob = slack.person("bob")
    await bob.types("#support", f"/values share {text}", answered=False)
    form = await bob.modal(THE_WORDS)
    assert await bob.fills(form, {"For which situation?": SITUATION_EN}) is None
    await bob.modal("Thank you for sharing")
    return await slack.person("jimin").sees("@bot", text)


@pytest.mark.usefixtures("either_road")
class TestFromAMessageToACard:
    """Proposed, decided, shown."""

    async def test_accepted_words_show_on_everybodys_card_with_credit(self, slack: LocalSlack) -> None:
        """Saved by one, written by another: the writer has the credit, both are thanked, a third reads it."""
        asked = await proposed_by_bob(slack)
        emily, jimin = slack.person("emily"), slack.person("jimin")
        assert "Bob Brown님이" in asked
        assert "쓰신 분: Emily Carter님" in asked
        await emily.sees("@bot", "Bob Brown liked how you put this")
        await jimin.presses("싣기", in_=asked)
        await jimin.sees_change(asked, "김지민님의 결정으로 문구집에 실렸어요")
        await emily.sees("@bot", "Your words are in the library")
        await slack.person("bob").sees("@bot", "What you saved from Emily Carter is in the library")
        card = await slack.person("lukas").types("#eng-support", "/values the customer is really upset")
        assert WORDS in card
        assert "shared by Emily Carter" in card
        korean = await slack.person("minjun").types("#support", "/values 고객님이 많이 화나셨어요")
        assert "Emily Carter님이 나눠 주셨어요" in korean

    async def test_words_that_were_changed_say_by_whom(self, slack: LocalSlack) -> None:
        """Nobody stands alone for words somebody else put under their name; the writer reads it before it shows."""
        message = await slack.person("emily").types("#support", WORDS)
        await proposes(slack.person("bob"), message, **{THE_WORDS: PHRASE})
        asked = await slack.person("jimin").sees("@bot", ASKS)
        assert "쓰신 분: Emily Carter님" in asked
        assert "Bob Brown님이 조금 다듬었어요" in asked
        assert "Bob Brown edited the words" in await slack.person("emily").sees("@bot", PHRASE)

    async def test_a_proposal_is_nobodys_to_read_but_theirs(
        self, slack: LocalSlack, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Not on a card, not in anybody else's library, not in the log; no channel hears of it."""
        await proposed_by_bob(slack)
        await slack.quiet()
        for who in ("minjun", "dohyun", "lukas"):
            person = slack.person(who)
            assert WORDS not in await person.types("#support", "/values the customer is really upset")
            assert WORDS not in await person.types("#support", "/values library")
        assert WORDS in await slack.person("bob").types("#support", "/values library")
        assert WORDS in await slack.person("jimin").types("#support", "/values library")
        said = [call for call in slack.calls("chat.postMessage") if WORDS in str(call.args)]
        assert {str(call.args["channel"])[0] for call in said} == {"D"}
        assert WORDS not in caplog.text


@pytest.mark.usefixtures("bot")
class TestDeciding:
    """Accept, edit, decline; who may; once."""

    async def test_declined_with_a_reason_that_only_its_people_read(self, slack: LocalSlack) -> None:
        """Warmly, signed, privately; it never shows anywhere."""
        asked = await shared_by_bob(slack)
        jimin, bob = slack.person("jimin"), slack.person("bob")
        await jimin.presses("이번에는 싣지 않기", in_=asked)
        form = await jimin.modal("이유 (선택)")
        assert await jimin.fills(form, {"이유 (선택)": "조금 더 짧으면 바로 쓸 수 있겠어요"}) is None
        told = await bob.sees("@bot", "Thank you for sharing. This one was not taken")
        assert "조금 더 짧으면" in told
        assert "Decided by Jimin Kim" in told
        after = await jimin.sees_change(asked, "이번에는 싣지 않기로 했어요")
        assert "조금 더 짧으면" not in after
        for who in ("lukas", "minjun"):
            assert PHRASE not in await slack.person(who).types("#support", "/values the customer is upset")
            assert PHRASE not in await slack.person(who).types("#support", "/values library")
        mine = await bob.types("#support", "/values library")
        assert "not taken this time, decided by Jimin Kim" in mine
        assert "조금 더 짧으면" in mine

    async def test_edited_words_keep_their_author(self, slack: LocalSlack) -> None:
        """Accepted as edited; the card names both, the author is told of the change."""
        asked = await shared_by_bob(slack)
        jimin = slack.person("jimin")
        await jimin.presses("다듬어서 싣기", in_=asked)
        form = await jimin.modal("나누고 싶은 말")
        assert await jimin.fills(form, {"나누고 싶은 말": "Let me say back what I heard."}) is None
        told = await slack.person("bob").sees("@bot", "Your words are in the library")
        assert "Jimin Kim edited the words a little" in told
        card = await slack.person("emily").types("#support", "/values the customer is really upset")
        assert "“Let me say back what I heard.”" in card
        assert "shared by Bob Brown, edited by Jimin Kim" in card

    async def test_a_second_click_reads_what_the_first_did(self, slack: LocalSlack) -> None:
        """It stays accepted once; its author is told once."""
        asked = await shared_by_bob(slack)
        jimin, bob = slack.person("jimin"), slack.person("bob")
        await asyncio.gather(jimin.presses("싣기", in_=asked), jimin.presses("싣기", in_=asked))
        await bob.sees("@bot", "Your words are in the library")
        await slack.quiet()
        told = [call for call in slack.calls("chat.postMessage") if "Your words are in" in str(call.args)]
        assert len(told) == 1

    async def test_the_proposer_takes_it_back(self, slack: LocalSlack) -> None:
        """Before anybody decided; the approver reads that it needs no decision, and comes too late."""
        asked = await shared_by_bob(slack)
        bob, jimin = slack.person("bob"), slack.person("jimin")
        mine = await bob.types("#support", "/values library")
        await bob.presses("Take back", in_=mine)
        await jimin.sees_change(asked, "Bob Brown님이 거두셨어요")
        await jimin.presses("싣기", in_=asked)
        await jimin.sees("@bot", "다른 분이 먼저 결정하셨습니다: Bob Brown님이 거두셨어요")

    async def test_an_author_takes_their_own_words_out(self, slack: LocalSlack) -> None:
        """Accepted ones too: they are no longer shown."""
        asked = await shared_by_bob(slack)
        bob, jimin = slack.person("bob"), slack.person("jimin")
        await jimin.presses("싣기", in_=asked)
        await bob.sees("@bot", "Your words are in the library")
        mine = await bob.types("#support", "/values library")
        await bob.presses("Retire", in_=mine)
        await bob.sees("#support", "retired by Bob Brown")
        assert PHRASE not in await jimin.types("#support", "/values the customer is upset")


@pytest.mark.usefixtures("bot")
class TestProposing:
    """The form: prefilled, with what has to stay out."""

    async def test_the_customers_data_is_masked_and_refused(self, slack: LocalSlack) -> None:
        """A number in the message is masked in the form; typed again it is refused at its field."""
        message = await slack.person("emily").types(
            "#support", "Customer on 010-1234-5678 was upset, I told them the truth"
        )
        bob = slack.person("bob")
        await bob.uses(SAVE, on=message)
        form = await bob.modal("[phone number]")
        assert "010-1234" not in form.text
        wrong: Values = {THE_WORDS: "Call 010-1234-5678 back", "For which situation?": SITUATION_EN}
        assert await bob.fills(form, wrong) == {
            THE_WORDS: "Please leave the customer's data out: phone number"
        }

    async def test_the_situation_is_chosen_already(self, slack: LocalSlack) -> None:
        """By the words; in Korean."""
        message = await slack.person("minjun").types(
            "#support", "고객님이 많이 화나셨을 때는 먼저 끝까지 듣고 죄송하다고 말씀드리니 풀리셨어요"
        )
        seoyeon = slack.person("seoyeon")
        await seoyeon.uses(SAVE, on=message)
        form = await seoyeon.modal("나누고 싶은 말")
        assert "박민준님의 이름이 남고" in form.text
        assert await seoyeon.submits(form) is None
        await seoyeon.modal("나눠 주셔서 고맙습니다")
        asked = await slack.person("jimin").sees("@bot", ASKS)
        assert SITUATION_KO in asked

    async def test_the_same_words_are_proposed_once(self, slack: LocalSlack) -> None:
        """The second one learns that it waits, not from whom."""
        await shared_by_bob(slack)
        emily = slack.person("emily")
        await emily.types("#support", f"/values share {PHRASE.upper()}", answered=False)
        form = await emily.modal(THE_WORDS)
        await emily.fills(form, {"For which situation?": SITUATION_EN})
        told = await emily.modal("Somebody had the same idea")
        assert "Bob" not in told.text

    async def test_words_of_a_guest_are_credited_to_who_saved_them(self, slack: LocalSlack) -> None:
        """And the guest is not written to."""
        message = await slack.person("gina").types("#general", WORDS)
        await proposes(slack.person("bob"), message)
        asked = await slack.person("jimin").sees("@bot", ASKS)
        assert "쓰신 분:" not in asked
        await slack.quiet()
        opened = [call.args.get("users") for call in slack.calls("conversations.open")]
        assert slack.person("gina").id not in opened

    async def test_a_guest_is_told_kindly(self, slack: LocalSlack) -> None:
        """By the shortcut and by the command; nothing is proposed."""
        gina = slack.person("gina")
        message = await slack.person("bob").types("#general", WORDS)
        await gina.uses(SAVE, on=message)
        await gina.modal("members of this workspace")
        answer = await gina.types("#general", f"/values share {PHRASE}")
        assert "members of this workspace" in answer

    async def test_nobodys_text_pings(self, slack: LocalSlack) -> None:
        """A channel's mention in the words is shown as words."""
        bob = slack.person("bob")
        await bob.types("#support", "/values share words for now", answered=False)
        form = await bob.modal(THE_WORDS)
        pinging: Values = {
            THE_WORDS: "Never <!channel> & <@U02BOB> here",
            "For which situation?": SITUATION_EN,
        }
        assert await bob.fills(form, pinging) is None
        await slack.person("jimin").sees("@bot", ASKS)
        posted = [str(call.args) for call in slack.calls("chat.postMessage") if "Never" in str(call.args)]
        assert posted
        assert "<!channel>" not in posted[0]
        assert "&lt;!channel&gt; &amp; &lt;@U02BOB&gt;" in posted[0]


class TestTime:
    """What falls due, and what a stop in between does."""

    async def test_an_old_one_comes_up_in_one_message_and_is_kept(
        self, slack: LocalSlack, start_bot: StartBot
    ) -> None:
        """A year later, on the approver's morning, once; kept, it comes up no sooner than a year on."""
        async with start_bot():
            jimin = slack.person("jimin")
            for text in (PHRASE, WORDS):
                await jimin.presses("싣기", in_=await shared_by_bob(slack, text))
            await slack.person("bob").sees("@bot", WORDS)
            await slack.forward_to("2036-03-13T09:00:30+09:00")
            due = await jimin.sees("@bot", "다시 읽어 볼 때가 되었습니다", within=10)
            assert PHRASE in due
            assert WORDS in due
            assert "values.yaml의 가치 가운데" in due
            first = next(b for b in due.blocks if b["type"] == "actions")["elements"][0]["action_id"]
            await jimin.presses(in_=due, action_id=first)
            await jimin.sees("@bot", "2037년")
            await slack.forward_to("2036-03-14T09:00:30+09:00")
            await slack.quiet()
            asked = [c for c in slack.calls("chat.postMessage") if "다시 읽어 볼 때가" in str(c.args["text"])]
            assert len(asked) == 1

    async def test_what_was_decided_is_told_after_a_restart(
        self, slack: LocalSlack, start_bot: StartBot
    ) -> None:
        """Slack does not take the news while it is decided; the next bot tells it, once."""
        bob, jimin = slack.person("bob"), slack.person("jimin")
        async with start_bot():
            asked = await shared_by_bob(slack)
            slack.fault("chat.postMessage", "500")
            before = len(slack.calls("chat.postMessage"))
            await jimin.presses("싣기", in_=asked)
            await slack.called("chat.postMessage", before + 1)
        async with start_bot():
            await bob.sees("@bot", "Your words are in the library", within=30)
            await slack.quiet()
        said = [call for call in slack.calls("chat.postMessage") if "Your words are in" in str(call.args)]
        assert [call.status for call in said] == [500, 200]


async def test_the_command_line_writes_them_into_the_file(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """What was accepted in Slack, with whose it is; not what only waits."""
    async with start_bot():
        await slack.person("jimin").presses("싣기", in_=await shared_by_bob(slack))
        await slack.person("bob").sees("@bot", "Your words are in the library")
        await shared_by_bob(slack, "These words only wait.")
        [practice] = await accepted_practices(settings_beside(slack, tmp_path / "data", Need.SLACK))
        assert (practice.text, practice.author.key) == (PHRASE, "bob")


def approved_by(folder: Path, people: str) -> str:
    """values.yaml with other approvers."""
    values = folder / f"{people.partition(',')[0]}.yaml"
    text = (ROOT / "values.yaml").read_text("utf-8")
    values.write_text(text.replace("approvers: [jimin]", f"approvers: [{people}]"), "utf-8")
    return str(values)


async def test_only_an_approver_decides(slack: LocalSlack, start_bot: StartBot, tmp_path: Path) -> None:
    """Whoever is none any more is refused kindly, with their old buttons; nothing is accepted."""
    jimin = slack.person("jimin")
    async with start_bot():
        asked = await shared_by_bob(slack)
    async with start_bot(BATON_VALUES_FILE=approved_by(tmp_path, "dohyun")):
        await jimin.presses("싣기", in_=asked)
        await jimin.sees("@bot", "승인하는 분이나 제안하신 분만")
        await jimin.presses("다듬어서 싣기", in_=asked)
        assert "답을 기다리는 제안" not in await jimin.types("#support", "/values library")
        assert "답을 기다리는 제안 (1)" in await slack.person("dohyun").types("#billing", "/values library")


async def test_of_two_approvers_the_first_decides(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Both are asked; the other's message shows who decided, and a late press changes nothing."""
    async with start_bot(BATON_VALUES_FILE=approved_by(tmp_path, "jimin, dohyun")):
        asked = await shared_by_bob(slack)
        jimin, dohyun = slack.person("jimin"), slack.person("dohyun")
        also = await dohyun.sees("@bot", PHRASE)
        await dohyun.presses("싣기", in_=also)
        await jimin.sees_change(asked, "최도현님의 결정으로 문구집에 실렸어요")
        await jimin.presses("이번에는 싣지 않기", in_=asked)
        await jimin.sees("@bot", "다른 분이 먼저 결정하셨습니다: 최도현님의 결정으로")
        assert PHRASE in await slack.person("emily").types("#support", "/values the customer is upset")


async def test_the_other_way_round(slack: LocalSlack, start_bot: StartBot, tmp_path: Path) -> None:
    """A Korean author and an English approver: each reads it in their own language, cards Korean words first."""
    words = "제가 들은 것을 다시 말씀드려 볼게요."
    minjun, lukas = slack.person("minjun"), slack.person("lukas")
    async with start_bot(BATON_VALUES_FILE=approved_by(tmp_path, "lukas")):
        for text in (words, "불편을 드려 죄송합니다만 규정입니다."):
            await minjun.types("#support", f"/values 공유 {text}", answered=False)
            form = await minjun.modal("나누고 싶은 말")
            assert await minjun.fills(form, {"어떤 상황에 쓰나요?": SITUATION_KO}) is None
            await minjun.modal("Lukas Weber님의 답이 오면")
        asked = await lukas.sees("@bot", words)
        assert "Minjun Park proposes a phrase for everybody" in asked
        await lukas.presses("Accept", in_=asked)
        await minjun.sees("@bot", "나눠 주신 말이 문구집에 실렸어요")
        await lukas.presses("Decline", in_=await lukas.sees("@bot", "규정입니다"))
        form = await lukas.modal("Reason (optional)")
        assert await lukas.submits(form) is None
        told = await minjun.sees("@bot", "이번에는 문구집에 싣지 않기로 했어요")
        assert "결정한 분: Lukas Weber님" in told
        card = await slack.person("seoyeon").types("#support", "/values 고객님이 많이 화나셨어요")
        assert f"“{words}” _박민준님이 나눠 주셨어요_" in card.text
        assert "규정입니다" not in card
