"""How I like to be thanked: the question that is asked once, its answer, and the choices in App Home."""

from typing import Literal

from bot.domain.reader import Reader
from bot.ports import Preferences
from bot.services.handbook import Handbook
from bot.views import kudos_ids as ids
from bot.views import published_ids as names
from bot.views.blocks import actions, button, context, option, section, select
from bot.views.human import with_human
from bot.views.message import Block, Message
from bot.views.words import say

PUBLIC, PRIVATE = "public", "private"
PINGED, NAMED = "on", "off"
"""Whether the night's post may mention them."""


def question(reader: Reader) -> Message:
    """Asked once, of somebody who has not chosen; it tells nothing of any thanks that wait."""
    said = say(
        reader,
        ko="동료가 감사 인사를 남기면 어떻게 받고 싶으세요? 팀 채널에서 함께 나눌까요, DM으로 조용히 전해 드릴까요?",
        en="When colleagues thank you: in public, in the team's channel, or quietly, by direct message?",
    )
    small = say(
        reader,
        ko="누구에게나 한 번씩 여쭙는 질문입니다. 무엇을 고르셨는지는 아무에게도 알리지 않으며, 고르지 않으시면 "
        "팀 채널에 올립니다. Baton의 홈 탭에서 언제든 바꿀 수 있습니다.",
        en="Everybody is asked this once. Nobody is told what you choose; if you choose nothing it is the team's "
        "channel. You can change it on Baton's Home tab at any time.",
    )
    buttons = [
        button(say(reader, ko="팀 채널에서", en="In public"), names.THANKS_PUBLIC),
        button(say(reader, ko="조용히 DM으로", en="Quietly"), names.THANKS_QUIETLY),
    ]
    return Message(
        text=said,
        blocks=(section(said), actions(buttons), context(small), context(who_sees_thanks(reader))),
    )


def chosen(way: Literal["public", "private"], book: Handbook, reader: Reader) -> Message:
    """The answer holds from now on."""
    if way == "private":
        said = say(
            reader,
            ko="이제부터 감사 인사는 DM으로 조용히 전해 드립니다.",
            en="From now on thanks reach you quietly, by direct message.",
        )
    else:
        said = say(
            reader,
            ko="이제부터 감사 인사는 팀 채널에서 함께 나눕니다.",
            en="From now on you are thanked in the team's channel.",
        )
    later = say(
        reader,
        ko="이미 올라간 글은 그대로 있습니다. Baton의 홈 탭에서 언제든 바꿀 수 있습니다.",
        en="What was posted already stays. You can change it on Baton's Home tab at any time.",
    )
    return with_human(f"{said} {later}", book, reader)


def home_section(chosen: Preferences, reader: Reader) -> list[Block]:
    """The choices, with what each means; nobody else is told."""
    return [_how(chosen, reader), _mentioned(chosen, reader)]


def _how(chosen: Preferences, reader: Reader) -> Block:
    """Until something is chosen nothing is: Slack sends no word of whoever picks what is picked already."""
    options = [
        option(say(reader, ko="팀 채널에서", en="In the team's channel"), PUBLIC),
        option(say(reader, ko="나에게만 DM으로", en="Quietly, by direct message"), PRIVATE),
    ]
    menu = select(
        ids.CHOOSE_THANKS,
        options,
        placeholder=say(reader, ko="고르기 (지금은 팀 채널)", en="Choose (now: the team's channel)"),
        initial=chosen.thanks,
    )
    said = say(
        reader,
        ko="*감사 인사를 어떻게 받고 싶으세요?*\n무엇을 고르셨는지는 아무에게도 알리지 않습니다.",
        en="*How do you like to be thanked?*\nNobody is told what you choose.",
    )
    return section(said, accessory=menu)


def _mentioned(chosen: Preferences, reader: Reader) -> Block:
    options = [
        option(say(reader, ko="이름만", en="My name alone"), NAMED),
        option(say(reader, ko="멘션으로 알림까지", en="Mention me"), PINGED),
    ]
    menu = select(
        names.CHOOSE_MENTIONED,
        options,
        placeholder=say(reader, ko="고르기", en="Choose"),
        initial=PINGED if chosen.mentioned == "on" else NAMED,
    )
    said = say(
        reader,
        ko="*저녁 글에 내가 나올 때*\n멘션을 고르시면 글이 올라갈 때 Slack 알림이 갑니다.",
        en="*When the night's post thanks me*\nA mention has Slack notify you as it is posted.",
    )
    return section(said, accessory=menu)


def who_sees_thanks(reader: Reader) -> str:
    """Who can see what of thanks: small print for a first time."""
    return say(
        reader,
        ko=":eyes: 감사 인사를 누가 볼 수 있나요? 밤이 되기 전에는 남긴 사람만, 밤에는 팀 채널을 보는 모두가 봅니다. "
        "조용히 받는 분께 전한 인사는 그분만 봅니다. 점수도 순위도 없습니다.",
        en=":eyes: Who can see thanks? Before the night only their giver; at night everybody in the team's channel. "
        "What goes to somebody quietly, only they see. There are no points and no ranks.",
    )


def who_sees_notes(reader: Reader) -> str:
    """Who can see what of a note to a colleague: small print for a first time."""
    return say(
        reader,
        ko=":lock: 메모를 누가 볼 수 있나요? 쓴 사람만 읽고, 전해진 뒤에는 받는 사람도 읽습니다. "
        "받은 분이 직접 보여 주지 않으면 리드도 관리자도 볼 수 없고, 채널이나 보고서에 나오지 않으며, 기한이 지나면 지워집니다.",
        en=":lock: Who can see a note? Its author alone, and once it is brought its reader, too. Neither leads "
        "nor keepers see it unless its reader shows it to them; it stands in no channel and no report, and it is erased "
        "in time.",
    )
