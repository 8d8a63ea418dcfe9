"""What a lead sees of tonight's post before it is posted, and how posting it now went."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.night_run import NightRun
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.preview_night import NotYours, Preview, UnderWay
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
from bot.views import night_ids as ids
from bot.views.blocks import View, actions, button, context, divider, modal, section
from bot.views.dates import day_named
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.limits import VIEW_BLOCKS, escape
from bot.views.message import Block, Message
from bot.views.night import why_held
from bot.views.night_post import mixed, page, team_name
from bot.views.words import moment, person, say

_BEFORE_AND_AFTER = 6
"""Blocks of a preview that are not the post's."""


def which_team(teams: Sequence[str], book: Handbook, reader: Reader) -> Message:
    """Somebody leads several teams: whose night?"""
    said = say(reader, ko="어느 팀의 글을 볼까요?", en="Whose post would you like to see?")
    choices = [
        button(team_name(book, team, reader), f"{ids.NIGHT_PREVIEW}:{team}", team) for team in teams[:25]
    ]
    return Message(text=said, blocks=(section(said), actions(choices)))


def preview(what: Preview, book: Handbook, reader: Reader, now: datetime) -> View:
    """The post as it would stand in the channel; nothing is posted by looking."""
    at, channel = moment(what.at, reader, now), _channel(what.channel)
    if not what.pages:
        said = say(
            reader,
            ko=f"{channel}에 올릴 감사 인사가 아직 없습니다.",
            en=f"There is nothing to post in {channel} yet.",
        )
        return _window(reader, [section(said), human_line(book, reader)])
    said = say(
        reader,
        ko=f"{channel}에 아래와 같이 올라갑니다. 그냥 두시면 {at}에 올라갑니다. "
        "지금 올리면 오늘 글은 마감되고, 그 뒤에 남긴 감사 인사는 다음 밤에 올라갑니다.",
        en=f"This is what {channel} will read. Left alone it is posted {at}. "
        "Posting now closes tonight; thanks given afterwards go out with the next night.",
    )
    blocks: list[Block] = [section(said)]
    if what.problem:
        blocks.append(section(f":warning: {why_held(what.problem, reader)}"))
    blocks.append(divider())
    public, shown = mixed(book, what.night.team), 0
    for one in what.pages:
        drawn = page(one, book, public, preview=True).blocks
        if len(blocks) + len(drawn) > VIEW_BLOCKS - _BEFORE_AND_AFTER:
            break
        blocks += drawn
        shown += 1
    if shown < len(what.pages):
        blocks.append(
            context(
                say(reader, ko="이어지는 글은 스레드로 올라갑니다.", en="The rest follows in its thread.")
            )
        )
    value = f"{what.night.team}|{what.night.date.isoformat()}"
    post = button(say(reader, ko="지금 올리기", en="Post now"), ids.NIGHT_POST, value, style="primary")
    ways = [] if what.problem else [actions([post])]
    return _window(reader, [*blocks, divider(), *ways, human_line(book, reader)])


def went(
    outcome: NightOutcome | NotYours | UnderWay, link: str | None, book: Handbook, reader: Reader
) -> View:
    """How posting it now went, in the preview's place."""
    return _window(reader, [section(_went(outcome, link, book, reader)), human_line(book, reader)])


def said_instead(
    outcome: NightOutcome | NotYours, link: str | None, book: Handbook, reader: Reader
) -> Message:
    """Why there is nothing to look at."""
    return with_human(_went(outcome, link, book, reader), book, reader)


def _went(
    outcome: NightOutcome | NotYours | UnderWay, link: str | None, book: Handbook, reader: Reader
) -> str:
    there = f" <{link}|{say(reader, ko='글 보기', en='See it')}>" if link else ""
    match outcome:
        case Ran(run):
            return _ran(run, there, reader)
        case AlreadyPosted():
            return say(reader, ko="이미 올라가 있습니다.", en="It is posted already.") + there
        case Busy() | UnderWay():
            return say(
                reader,
                ko="지금 올리는 중입니다. 곧 채널에서 보실 수 있습니다.",
                en="It is being posted right now and will stand in the channel in a moment.",
            )
        case Quiet(_, following):
            return _quiet(day_named(following.date, reader) if following else "", reader)
        case LeftOpen():
            return say(
                reader,
                ko="Slack의 답이 분명하지 않았습니다. 올라갔는지 확인한 뒤 제가 이어서 올립니다.",
                en="Slack gave no clear answer. I look whether it was posted, and finish it by myself.",
            )
        case TooEarly():
            return say(reader, ko="아직 오지 않은 날입니다.", en="That date has not come yet.")
        case NotYours() | NoNight() | Rehearsed():
            return _not_yours(outcome, book, reader)


def _ran(run: NightRun, there: str, reader: Reader) -> str:
    if run.problem:
        why = why_held(run.problem, reader)
        return say(
            reader,
            ko=f"올리지 못했습니다. {why}. 글은 그대로 보관했고 다음 밤에 함께 올립니다.",
            en=f"It could not be posted: {why}. It is kept and goes out with the next night.",
        )
    if not run.layout:
        return say(reader, ko="올릴 감사 인사가 없었습니다.", en="There was nothing to post.")
    return say(reader, ko="올렸습니다.", en="It is posted.") + there


def _quiet(following: str, reader: Reader) -> str:
    ko, en = (f" 다음 밤은 {following}입니다.", f" The next night is {following}.") if following else ("", "")
    return say(
        reader,
        ko=f"오늘은 쉬는 날이라 올리지 않습니다.{ko}",
        en=f"Nothing is posted today: it is a quiet day.{en}",
    )


def _not_yours(outcome: NotYours | NoNight | Rehearsed, book: Handbook, reader: Reader) -> str:
    if not isinstance(outcome, NotYours) or outcome.team is None:
        return say(
            reader,
            ko="감사 인사를 앞당겨 올리는 일은 저녁 시각이 정해진 팀의 리드만 할 수 있습니다. "
            "팀의 밤은 escalation.yaml에 적습니다.",
            en="Posting a team's thanks early is for the lead of a team that has a night. "
            "A team's night is set in escalation.yaml.",
        )
    team = team_name(book, outcome.team, reader)
    if outcome.lead is None:
        return say(
            reader,
            ko=f"감사 인사를 앞당겨 올리는 일은 팀 리드만 할 수 있는데, {team} 팀에는 리드가 적혀 있지 않습니다. "
            "그냥 두셔도 정해진 시각에 올라갑니다.",
            en=f"Posting early is for a team's lead, and the file names none for {team}. "
            "At its hour I post it by myself.",
        )
    lead = person(book.file, outcome.lead, reader)
    return say(
        reader,
        ko=f"감사 인사를 앞당겨 올리는 일은 팀 리드만 할 수 있습니다. {team} 팀 리드는 {lead}입니다. "
        "그냥 두셔도 정해진 시각에 올라갑니다.",
        en=f"Posting early is for a team's lead: for {team} that is {lead}. At its hour I post it by myself.",
    )


def _window(reader: Reader, blocks: Sequence[Block]) -> View:
    title = say(reader, ko="오늘 밤 글 미리 보기", en="Tonight's post")
    return modal(READ_ONLY, title, blocks, close=say(reader, ko="닫기", en="Close"))


def _channel(name: str) -> str:
    return escape(name) if name.startswith("#") else f"<#{escape(name)}>"
