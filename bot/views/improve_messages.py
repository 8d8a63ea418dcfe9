"""What is told about the improvement list: to whoever adds to it, and to its lead every week."""

from bot.domain.improving import line_of
from bot.domain.reader import Reader
from bot.ports.improvements import ImprovementNews
from bot.services.handbook import Handbook
from bot.services.improve import Listed, NoList, TooLong
from bot.services.standing import LeftOut
from bot.views import improve_ids as ids
from bot.views.blocks import (
    actions,
    button,
    context,
    section,
)
from bot.views.human import human_line, with_human
from bot.views.improving import EXCERPT, entry, team_name
from bot.views.kudos_refused import Sayings, yourself
from bot.views.limits import cut, escape
from bot.views.message import Message
from bot.views.thanks import quoted
from bot.views.words import say, shown

_TOLD = 8


def added(listed: Listed, book: Handbook, reader: Reader, *, was_masked: bool = False) -> Message:
    """To whoever wrote it: it stands on the list, who reads it, and how to take it off again."""
    item = listed.item
    team = shown(book.file.teams[item.team].name, reader)
    said = say(
        reader,
        ko=f"{team} 팀의 개선 목록에 이름 없이 올렸습니다. 고맙습니다.",
        en=f"It is on the improvement list of {team}, without any name. Thank you.",
    )
    undo = say(reader, ko="되돌리기", en="Undo")
    see = say(reader, ko="목록 보기", en="See the list")
    blocks = [
        section(f"{said}\n{quoted(escape(cut(line_of(item.words), EXCERPT)))}"),
        actions([button(undo, ids.IMPROVE_UNDO, f"{item.team}|{item.id}"), button(see, ids.IMPROVE_LIST)]),
        context(*([_was_masked(reader)] if was_masked else []), _who_reads(reader)),
        human_line(book, reader),
    ]
    return Message(text=said, blocks=tuple(blocks))


def _who_reads(reader: Reader) -> str:
    return say(
        reader,
        ko="팀원과 리드가 함께 봅니다. 누가 올렸는지는 어디에도 남기지 않고 날짜만 남습니다. 다만 작은 팀에서는 "
        "말투나 내용으로 짐작할 수 있습니다.",
        en="Your team and its lead read it. Nothing tells who wrote it; only the date is kept. In a small team the "
        "way you write may still give you away.",
    )


def _was_masked(reader: Reader) -> str:
    return say(
        reader,
        ko="고객 정보로 보이는 부분은 가리고 올렸습니다.",
        en="What looked like a customer's data was masked.",
    )


def taken_off(reader: Reader, book: Handbook, *, gone: bool) -> Message:
    """After Undo."""
    if gone:
        said = say(
            reader,
            ko="목록에서 내렸습니다. 아무것도 남지 않았습니다.",
            en="It is off the list. Nothing is kept.",
        )
    else:
        said = say(
            reader,
            ko="리드가 이미 살펴보고 있어서 내릴 수 없습니다. 바꾸고 싶은 점은 리드께 말씀해 주세요.",
            en="The lead is already looking into it, so it stays. Please tell them if it should go.",
        )
    return with_human(said, book, reader)


def refused(why: TooLong | NoList, book: Handbook, reader: Reader) -> Message:
    """Why nothing was kept, or why there is no list to read."""
    return with_human(_why_not(why, reader), book, reader)


_CANNOT: Sayings = {
    "guest": (
        "게스트 계정에는 팀의 개선 목록이 없습니다. 함께 일하는 분께 직접 말씀해 주세요.",
        "Your account is a guest here, and guests have no improvement list. Please tell the colleague you work with.",
    ),
    "stranger": (
        "다른 회사 계정에는 팀의 개선 목록이 없습니다. 함께 일하는 분께 직접 말씀해 주세요.",
        "You are here from another company, and have no improvement list here. Please tell the colleague you work with.",
    ),
}


def _why_not(why: TooLong | NoList, reader: Reader) -> str:
    match why:
        case TooLong(length, most):
            return say(
                reader,
                ko=f"한 가지씩 짧게 적어 주세요. 지금 {length}자이고, {most}자까지 올릴 수 있습니다. 저장하지 않았습니다.",
                en=f"One thing at a time, please: {length} characters, {most} fit. Nothing was kept.",
            )
        case NoList(LeftOut() as who):
            return yourself(who, _CANNOT, reader)
        case NoList():
            return say(
                reader,
                ko="아직 어느 팀에도 등록되어 있지 않아 개선 목록이 없습니다. escalation.yaml 관리자에게 추가를 부탁해 주세요.",
                en="You are on no team yet, so there is no improvement list. Please ask the keeper of escalation.yaml.",
            )


def told(what: ImprovementNews, book: Handbook, reader: Reader) -> Message:
    """To the lead, once a week: what is new and what changed."""
    team = team_name(book, what.team, reader)
    new = [item for item in what.items if item.revision == 0]
    changed = [item for item in what.items if item.revision]
    said = say(
        reader,
        ko=f"이번 주 {team} 팀의 개선 목록: 새로 올라온 것 {len(new)}건, 바뀐 것 {len(changed)}건",
        en=f"The improvement list of {team} this week: {len(new)} new, {len(changed)} changed",
    )
    shown_items = [*new, *changed]
    blocks = [section(f"*{said}*")]
    for item in shown_items[:_TOLD]:
        blocks += entry(item, reader, leads=True)
    if len(shown_items) > _TOLD:
        more = len(shown_items) - _TOLD
        blocks.append(context(say(reader, ko=f"그 밖에 {more}건이 더 있습니다.", en=f"And {more} more.")))
    see = button(say(reader, ko="목록 보기", en="See the list"), ids.IMPROVE_LIST)
    small = say(
        reader,
        ko="누가 올렸는지는 Baton도 모릅니다. 짐작하려 하기보다, 무엇을 했는지 한 줄로 답해 주세요.",
        en="Baton does not know who wrote these. Rather than guess, answer in a line what was done.",
    )
    blocks += [actions([see]), context(small), human_line(book, reader)]
    return Message(text=said, blocks=tuple(blocks))
