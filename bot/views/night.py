"""The night's post, the thanks that come quietly, and what a run by hand prints."""

from collections import Counter

from bot.domain.digest import PrivateThanks
from bot.domain.reader import Reader
from bot.ports.nights import PostHeld, RoomRenamed
from bot.services.handbook import Handbook
from bot.services.run_night import (
    AlreadyPosted,
    Busy,
    LeftOpen,
    NightOutcome,
    NoNight,
    Quiet,
    Ran,
    Rehearsed,
    TooEarly,
)
from bot.views.blocks import context, section
from bot.views.limits import escape, sections, unescape
from bot.views.message import Message
from bot.views.night_post import mixed, page, reacted, said, said_plainly, team_name
from bot.views.thanks import value_line
from bot.views.words import say


def quiet_thanks(what: PrivateThanks, book: Handbook, reader: Reader) -> Message:
    """Thanks for one person, by direct message."""
    greeting = say(reader, ko="감사 인사가 도착했습니다.", en="Somebody thanks you.")
    blocks = [section(greeting)]
    lines = [greeting]
    for thanks in what.thanks:
        value = value_line(book, thanks.value, reader)
        for words in thanks.words:
            spoken = (
                said(words, thanks.hidden, reader) if words.text else reacted([words], reader, linked=True)
            )
            blocks += sections(spoken + (f" · {value}" if value else ""))
            lines.append(
                said_plainly(words, thanks.hidden, reader)
                if words.text
                else reacted([words], reader, linked=False)
            )
    small = say(
        reader,
        ko="어떻게 전해 받을지는 Baton의 홈 탭에서 고를 수 있습니다.",
        en="How you are thanked is for you to choose, on Baton's Home tab.",
    )
    return Message(text="\n".join(lines), blocks=(*blocks, context(small)))


_PROBLEMS = {
    "missing": ("채널이 없거나 저에게 보이지 않습니다", "it does not exist, or I cannot see it"),
    "archived": ("보관된 채널입니다", "it is archived"),
    "shared": ("다른 회사와 함께 쓰는 채널입니다", "it is shared with another company"),
    "not_member": ("비공개 채널인데 제가 들어가 있지 않습니다", "it is private and I am not in it"),
}


def why_held(problem: str, reader: Reader) -> str:
    """Why a channel was not posted to."""
    ko, en = _PROBLEMS.get(problem, (f"Slack이 거절했습니다 ({problem})", f"Slack refused ({problem})"))
    return escape(say(reader, ko=ko, en=en))


def held(what: PostHeld, book: Handbook, reader: Reader) -> Message:
    """To the lead: the thanks of a night wait, why, and what to do."""
    team, channel = team_name(book, what.team, reader), escape(what.channel)
    why = why_held(what.problem, reader)
    said = say(
        reader,
        ko=f"{team} 팀의 감사 인사를 {channel}에 올리지 못했습니다. {why}. "
        "글은 그대로 보관했고 다음 밤에 함께 올립니다. 채널을 확인하시거나 저를 초대해 주세요. 그 뒤에 "
        "`/kudos post now` 로 바로 올리실 수도 있습니다. 사정이 그대로면 다시 알리지 않겠습니다.",
        en=f"The thanks of {team} could not be posted in {channel}: {why}. "
        "They are kept and go out with the next night. Please check the channel, or invite me; "
        "`/kudos post now` then posts them at once. While it stays like this I do not write again.",
    )
    return Message(text=said, blocks=(section(said),))


def renamed(what: RoomRenamed, book: Handbook, reader: Reader) -> Message:
    """To the lead: the channel has a new name, which the file does not know."""
    team, before, now = team_name(book, what.team, reader), escape(what.channel), escape(what.now)
    said = say(
        reader,
        ko=f"{team} 팀의 감사 인사를 올리는 {before} 채널의 이름이 {now} 으로 바뀌었습니다. 오늘은 찾아서 올렸습니다. "
        "escalation.yaml의 이름도 바꿔 주세요. 채널의 id를 적어 두면 이름이 바뀌어도 됩니다.",
        en=f"The channel {before}, where the thanks of {team} are posted, is called {now} now. I found it and posted "
        "there. Please change the name in escalation.yaml, too; the channel's id would survive any renaming.",
    )
    return Message(text=said, blocks=(section(said),))


def lines(outcome: NightOutcome, book: Handbook, reader: Reader) -> list[str]:
    """What a run by hand prints. Of notes only how many; of a dry run the post's own text."""
    match outcome:
        case Ran(run, alone, notes):
            told = _brought(len(run.layout), alone, reader)
            if run.problem:
                why = why_held(run.problem, reader)
                told = say(reader, ko=f"올리지 못함: {why}", en=f"not posted: {why}")
            return [f"{run.night}: {told}", *_notes(Counter(notes), reader)]
        case AlreadyPosted(run):
            return [
                f"{run.night}: " + say(reader, ko="이미 올렸습니다 (already posted)", en="already posted")
            ]
        case Rehearsed(night, pages, alone, problem):
            head = say(
                reader, ko="연습입니다. 아무것도 바꾸지 않았습니다.", en="A dry run; nothing was changed."
            )
            told_first = [
                f"{night}: {head}",
                _brought(len(pages), alone, reader),
            ]
            told_first += [why_held(problem, reader)] if problem else []
            public = mixed(book, night.team)
            return [*told_first, *(unescape(page(one, book, public).text) for one in pages)]
        case _:
            return [_not_run(outcome, reader)]


def _not_run(outcome: Quiet | TooEarly | NoNight | Busy | LeftOpen, reader: Reader) -> str:
    match outcome:
        case Quiet(night, following):
            then = f" → {following.date.isoformat()}" if following else ""
            return f"{night}: " + say(
                reader, ko=f"쉬는 날이라 올리지 않습니다{then}", en=f"no night on that date{then}"
            )
        case TooEarly(night):
            return f"{night}: " + say(reader, ko="아직 오지 않은 날입니다", en="that date has not come yet")
        case NoNight(team, teams):
            known = ", ".join(teams)
            return say(
                reader,
                ko=f"{team}: 밤이 정해진 팀이 아닙니다. 있는 팀: {known}",
                en=f"{team}: no team with a night. Those that have one: {known}",
            )
        case Busy(night):
            return f"{night}: " + say(
                reader, ko="지금 다른 곳에서 올리는 중입니다", en="being posted right now"
            )
        case LeftOpen(night):
            return f"{night}: " + say(
                reader,
                ko="Slack의 답이 분명하지 않아, 확인한 뒤 이어서 올립니다",
                en="Slack gave no clear answer; it is looked for and then finished by itself",
            )


def _brought(pages: int, private: int, reader: Reader) -> str:
    if not pages and not private:
        return say(reader, ko="올릴 감사 인사가 없습니다", en="nothing to post")
    return say(
        reader,
        ko=f"공개 메시지 {pages}개, DM으로 받는 분 {private}명",
        en=f"messages in the channel: {pages}; people thanked by direct message: {private}",
    )


def _notes(went: Counter[str], reader: Reader) -> list[str]:
    if not went.total():
        return []
    parts = [
        (went["delivered"], "전달", "delivered"),
        (went["waiting"], "받는 분의 근무 시간을 기다림", "waiting for their reader's hours"),
        (went["returned"], "전하지 못함", "could not be delivered"),
        (went["unclear"] + went["gone"], "확인 중", "being looked into"),
    ]
    ko = ", ".join(f"{name} {count}건" for count, name, _ in parts if count)
    en = ", ".join(f"{count} {name}" for count, _, name in parts if count)
    return [say(reader, ko=f"비공개 메모: {ko}", en=f"private notes: {en}")]
