"""Disagreeing quietly: the button, the form that says who reads it, and what its reader is told."""

from collections.abc import Sequence

from bot.domain.disagreement import LONGEST, LONGEST_ABOUT, Disagreement
from bot.domain.escalation import Party
from bot.domain.reader import Reader
from bot.requests.tickets import Disputed
from bot.services.disagree import OnItsWay
from bot.services.handbook import Handbook
from bot.views import wording_ids as ids
from bot.views.blocks import View, actions, button, context, field, modal, option, section, text_input
from bot.views.human import human_line, with_human
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.words import called, party, say, text_of

SIGNED, UNNAMED = "signed", "unnamed"


def disagree_button(about: Disputed, reader: Reader) -> Block:
    """Opens the form; may stand under a decision or under a value (`Disputed.about(value="hear")`)."""
    return button(say(reader, ko="조용히 반대하기", en="Disagree quietly"), ids.DISAGREE, about.write())


def disagree_row(value: str, reader: Reader) -> Block:
    """The button in a row of its own, for a value's page."""
    return actions([disagree_button(Disputed.about(value=value), reader)])


def form(about: Disputed, readers: Sequence[Party], book: Handbook, reader: Reader) -> View:
    """Who reads it, what it is about, what bothers them, and whether their name goes with it."""
    names = [
        option(say(reader, ko="이름을 밝히고", en="With my name"), SIGNED),
        option(say(reader, ko="이름 없이", en="Without my name"), UNNAMED),
    ]
    blocks = [
        section(_who_reads(readers, reader)),
        field(
            ids.DISAGREE_ABOUT,
            say(reader, ko="무엇에 대한 이야기인가요?", en="What is it about?"),
            text_input(ids.DISAGREE_ABOUT, initial=_about(about, book, reader), longest=LONGEST_ABOUT),
            hint=say(reader, ko="이 내용도 함께 전해집니다.", en="This goes with it."),
        ),
        field(
            ids.DISAGREE_WORDS,
            say(reader, ko="어떤 점이 마음에 걸리나요?", en="What bothers you about it?"),
            text_input(ids.DISAGREE_WORDS, lines=True, longest=LONGEST),
        ),
        field(
            ids.DISAGREE_NAME,
            say(reader, ko="이름", en="Your name"),
            {
                "type": "radio_buttons",
                "action_id": ids.DISAGREE_NAME,
                "options": names,
                "initial_option": names[1],
            },
        ),
        context(_what_unnamed_means(reader)),
        human_line(book, reader),
    ]
    return modal(
        ids.DISAGREE_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="전하기", en="Send"),
        close=say(reader, ko="닫기", en="Close"),
    )


def title(reader: Reader) -> str:
    """The name of these windows."""
    return say(reader, ko="조용히 반대하기", en="Disagree quietly")


def _about(about: Disputed, book: Handbook, reader: Reader) -> str | None:
    value = book.philosophy.value(about.value) if about.value else None
    if value:
        return f"{text_of(value.name, reader)}: {text_of(value.action, reader)}"
    return about.decision or None


def _who_reads(readers: Sequence[Party], reader: Reader) -> str:
    names = ", ".join(party(one, reader) for one in readers)
    alone = len(readers) == 1
    each, keep = ("", "keeps") if alone else ("각자에게 ", "keep")
    to_each = "" if alone else ", to each"
    return say(
        reader,
        ko=f"*누가 읽나요?* 가치를 돌보는 {names}만 읽습니다. Baton이 {each}개인 메시지로 한 번 전하고, "
        "채널에는 올리지 않습니다. 전한 뒤에는 Baton에서 지웁니다.",
        en=f"*Who reads this?* Only {names}, who {keep} our values. Baton brings it once{to_each} in a direct message, "
        "never to a channel, and erases it once it is delivered.",
    )


def _what_unnamed_means(reader: Reader) -> str:
    return say(
        reader,
        ko="이름 없이 보내면 누가 썼는지 어디에도 남기지 않습니다. 그래서 답장도 드릴 수 없어요. 말투나 내용으로 "
        "짐작할 수는 있으니 쓰실 때 살펴 주세요.",
        en="Without your name nothing is kept or logged of who wrote it, so nobody can answer you either. Your words "
        "may still sound like you; have a look before you send.",
    )


def sent(outcome: OnItsWay, book: Handbook, reader: Reader) -> View:
    """It is on its way, to whom, and as whose."""
    names = ", ".join(party(one, reader) for one in outcome.readers)
    named = (
        say(reader, ko="이름과 함께 갑니다.", en="Your name goes with it.")
        if outcome.signed
        else say(reader, ko="이름 없이 갑니다.", en="Your name does not go with it.")
    )
    said = say(
        reader,
        ko=f"고맙습니다. {names}께 개인 메시지로 전해집니다. {named} Slack이 바로 받지 않으면 한 달까지 다시 전해 봅니다.",
        en=f"Thank you. It goes to {names} in a direct message. {named} If Slack does not take it at once, it is tried "
        "again for up to a month.",
    )
    close = say(reader, ko="닫기", en="Close")
    return modal("read_only", title(reader), [section(said), human_line(book, reader)], close=close)


def nobody_reads(reader: Reader) -> str:
    """Under the form's words, which stay: there is nobody to bring them to."""
    return say(
        reader,
        ko="지금은 전해 드릴 수 있는 분이 없습니다. 적으신 글은 이 창에 그대로 있으니, 아래에 적힌 분께 직접 말씀해 주세요.",
        en="There is nobody I can bring this to right now. Your words stay here; please speak with the person named below.",
    )


def nobody_to_tell(book: Handbook, reader: Reader) -> Message:
    """Instead of the form: the file names no approver, or none but the reader can be reached."""
    said = say(
        reader,
        ko="가치를 돌보는 분으로 정해진 다른 동료가 아직 없어서, 조용히 전해 드릴 수가 없습니다. "
        "마음에 걸리는 점은 직접 이야기해 주시면 좋겠습니다.",
        en="No other colleague is named as a keeper of our values yet, so there is nobody to bring this to quietly. "
        "Please do say what bothers you in person.",
    )
    return with_human(said, book, reader)


def told(d: Disagreement, book: Handbook, reader: Reader) -> Message:
    """What its one reader gets; or, returned to its author, that it could not be brought."""
    if d.returned:
        return _returned(d, book, reader)
    who = (
        called(d.author.name, reader)
        if d.author
        else say(reader, ko="이름을 밝히지 않은 동료", en="A colleague who gave no name")
    )
    title = say(
        reader,
        ko=f"{who}의 다른 생각이 도착했습니다. 가치를 돌보는 분께만 조용히 전해 드려요.",
        en=f"{who} sees something differently, and says so quietly to those who keep our values.",
    )
    asks = (
        say(
            reader,
            ko="고맙다는 말과 함께 이야기를 나눠 보시면 어떨까요?",
            en="A thank-you and a talk go a long way.",
        )
        if d.author
        else say(
            reader,
            ko="누구인지 알아내려 하지 말아 주세요. 팀 전체와 이 주제로 이야기해 보시면 좋겠습니다.",
            en="Please do not try to find out who it was; bring the subject up with the whole team instead.",
        )
    )
    return Message(
        text=say(reader, ko="가치에 대한 의견이 도착했습니다", en="Somebody wrote to you about our values"),
        blocks=(section(title), *_what_was_said(d, reader), context(asks), human_line(book, reader)),
    )


def _returned(d: Disagreement, book: Handbook, reader: Reader) -> Message:
    said = say(
        reader,
        ko="조용히 전해 달라고 하신 글을 전하지 못했습니다. 받는 분께 Slack 메시지를 보낼 수 없었어요. "
        "적으신 글은 아래에 그대로 있고, Baton에는 남기지 않았습니다.",
        en="What you asked me to pass on quietly could not be delivered: Slack takes no message for its reader. "
        "Your words are below, and Baton has kept nothing of them.",
    )
    return Message(
        text=say(reader, ko="전하지 못한 글이 있습니다", en="Something of yours could not be delivered"),
        blocks=(section(said), *_what_was_said(d, reader), human_line(book, reader)),
    )


def _what_was_said(d: Disagreement, reader: Reader) -> list[Block]:
    about = say(reader, ko="무엇에 대해", en="About")
    words = "\n".join(f"> {escape(line)}" for line in d.words.splitlines() or [""])
    return [section(f"*{about}*: {escape(d.about)}"), section(words)]
