"""What people read when the two files changed, or broke: keepers everything, each person their own, a team its lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.differences import Differences
from bot.domain.reader import Reader
from bot.ports.changes import News, Told
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, button, context, section
from bot.views.differences import Part, everything, nothing, of_person, of_team
from bot.views.human import with_human
from bot.views.limits import SECTION, cut, escape, sections
from bot.views.message import Block, Message
from bot.views.words import called, lasting_moment, say, shown

_IN_A_CHAPTER = 15
"""Names with lines of one chapter that a keeper reads in Slack; the command line shows all."""
_KEEPERS_SECTIONS = 3
"""A chapter each: who, which topics, which teams; more is more than Slack takes, and than anybody reads."""
_TEAM_LINES = 4
_MISSING_NAMED = 10
_PROBLEM_LINES = 10


def for_keeper(told: Told, reader: Reader, now: datetime) -> Message:
    """Everything, with how many have read it; or where a file is broken."""
    news = told.news
    if news.problems:
        return _broken(news.problems, reader)
    differences = news.differences
    if not differences:
        return _simple(_mended(reader) + " " + nothing(reader))
    title = say(
        reader,
        ko="*파일이 바뀌었고, 지금부터 이대로 적용됩니다.*",
        en="*The files changed, and hold from now on.*",
    )
    intro = f"{_mended(reader)}\n{title}" if news.mended else title
    blocks = [section(intro), *_chapters(everything(differences, reader), reader)]
    blocks += _how_many_read(told, reader)
    blocks += _asking(told, reader, now)
    return Message(text=title.replace("*", ""), blocks=tuple(blocks))


def for_person(told: Told, reader: Reader, now: datetime) -> Message:
    """Somebody's own lines, and a button that says they have read them."""
    title = say(
        reader,
        ko="*담당이 바뀐 내용이 있어 알려 드립니다.*",
        en="*Something changed that concerns you.*",
    )
    lines = _own_lines(told.news, reader)
    text = "\n".join(f"• {line}" for line in lines)
    blocks = (section(title), *sections(cut(text, SECTION)), *_asking(told, reader, now))
    return Message(text=f"{title.replace('*', '')} {lines[0] if lines else ''}".strip(), blocks=blocks)


def for_team(news: News, team: str, reader: Reader) -> Message:
    """A few lines in a team's channel; they ping nobody."""
    lines = of_team(news.differences, team, reader) if news.differences else []
    shown_lines = lines[:_TEAM_LINES]
    if rest := len(lines) - len(shown_lines):
        shown_lines.append(say(reader, ko=f"그 밖에 {rest}가지", en=f"and {rest} more"))
    if news.crowd:
        shown_lines.append(
            say(
                reader,
                ko=f"근무나 순서가 달라지는 분이 {news.crowd}명입니다. Home 탭에서 확인해 주세요.",
                en=f"{news.crowd} people have other shifts or places; the Home tab shows them.",
            )
        )
    title = say(reader, ko="담당 안내가 바뀌었습니다.", en="Who is asked about what has changed.")
    text = "\n".join([title, *(f"• {line}" for line in shown_lines)])
    return Message(text=title, blocks=(section(text),))


def seen_before(at: datetime, book: Handbook, reader: Reader) -> Message:
    """To a second press."""
    when = lasting_moment(at, reader, at)
    return with_human(
        say(reader, ko=f"이미 확인하셨습니다 ({when}).", en=f"You have acknowledged this already ({when})."),
        book,
        reader,
    )


def not_asked(book: Handbook, reader: Reader) -> Message:
    """To somebody whom it does not touch."""
    said = say(
        reader,
        ko="다른 분께 확인을 부탁드린 내용이라, 따로 하실 일은 없습니다.",
        en="This one asks somebody else; there is nothing you have to do.",
    )
    return with_human(said, book, reader)


def forgotten(book: Handbook, reader: Reader) -> Message:
    """To a press after ninety days."""
    said = say(
        reader,
        ko="오래된 안내라 더는 확인을 기록하지 않습니다. 지금 담당은 Home 탭에 있습니다.",
        en="This is too long ago to be noted. Who is on call now stands in the Home tab.",
    )
    return with_human(said, book, reader)


def topic_gone(book: Handbook, reader: Reader) -> str:
    """To whoever sent a form for a topic that left the file while it was open: it is handed over all the same."""
    team = shown(book.file.teams[book.last_resort_team].name, reader)
    return say(
        reader,
        ko=f"잘 넘겼습니다. 그사이 고르신 주제가 파일에서 없어져, {team} 팀부터 차례로 여쭤보고 있습니다. "
        "진행 상황은 Baton이 보낸 메시지에서 보실 수 있습니다.",
        en=f"It is handed over. The topic you chose left the file meanwhile, so {team} is asked first. "
        "You can follow it in your messages from Baton.",
    )


def _broken(problems: Sequence[str], reader: Reader) -> Message:
    title = say(
        reader,
        ko="*파일을 고친 내용에 문제가 있어 적용하지 않았습니다.* 그 전 내용이 그대로 적용됩니다.",
        en="*A change of the files has a problem and was not taken.* What held before stays in force.",
    )
    lines = [f"• `{escape(cut(line, 280)).replace('`', chr(39))}`" for line in problems[:_PROBLEM_LINES]]
    if rest := len(problems) - len(lines):
        lines.append(
            say(
                reader,
                ko=f"그 밖에 {rest}가지. `python -m bot check`로 모두 볼 수 있습니다.",
                en=f"and {rest} more; `python -m bot check` tells them all.",
            )
        )
    return Message(text=title.replace("*", ""), blocks=(section(title), *sections("\n".join(lines))))


def _mended(reader: Reader) -> str:
    return say(
        reader, ko="파일의 문제가 해결되었습니다. 고맙습니다.", en="The files are in order again. Thank you."
    )


def _simple(said: str) -> Message:
    return Message(text=said, blocks=(section(said),))


def _chapters(parts: Sequence[Part], reader: Reader) -> list[Block]:
    """The parts under their chapters, as much as fits; the rest is counted."""
    texts = []
    for chapter, members in groupby(parts, key=lambda part: part.chapter):
        every = list(members)
        lines = [_in_chapter(part) for part in every[:_IN_A_CHAPTER]]
        if rest := len(every) - len(lines):
            lines.append(say(reader, ko=f"그 밖에 {rest}건", en=f"and {rest} more"))
        texts.append(f"*── {chapter} ──*\n" + "\n".join(lines))
    blocks = [block for text in texts for block in sections(cut(text, SECTION))]
    if len(blocks) <= _KEEPERS_SECTIONS and not any(len(text) > SECTION for text in texts):
        return blocks
    more = say(
        reader,
        ko="여기에 다 담지 못했습니다. `python -m bot diff`로 모두 볼 수 있습니다.",
        en="There is more than fits here; `python -m bot diff` shows everything.",
    )
    return [*blocks[:_KEEPERS_SECTIONS], context(more)]


def _in_chapter(part: Part) -> str:
    return "\n".join(f"• {line}" for line in part.lines) if part.title == part.chapter else str(part)


def _own_lines(news: News, reader: Reader) -> list[str]:
    differences, key = news.differences, news.key_of(reader.user or "")
    if differences is None:
        return []
    mine = next((one for one in differences.people if one.person == key), None)
    return of_person(mine, differences, reader) if mine else []


def _how_many_read(told: Told, reader: Reader) -> list[Block]:
    news, differences = told.news, told.news.differences
    if news.crowd:
        said = say(
            reader,
            ko=f"달라지는 분이 {news.crowd}명이라 한 분씩 알리지 않고 팀 채널에만 올렸습니다.",
            en=f"It touches {news.crowd} people; their teams' channels were told instead of each of them.",
        )
        return [context(said)]
    if not news.readers or differences is None:
        return []
    missing = [user for user in news.readers if user not in told.seen]
    whole, read = len(news.readers), len(news.readers) - len(missing)
    said = say(reader, ko=f"{whole}명 중 {read}명이 확인했습니다.", en=f"{read} of {whole} have read it.")
    if missing:
        named = _named(missing, news, differences, reader)
        said += say(reader, ko=f" 아직: {named}", en=f" Not yet: {named}")
    return [context(said)]


def _named(users: Sequence[str], news: News, differences: Differences, reader: Reader) -> str:
    names = [called(differences.name("person", news.key_of(user) or user), reader) for user in users]
    if (rest := len(names) - _MISSING_NAMED) > 0:
        names = [*names[:_MISSING_NAMED], say(reader, ko=f"외 {rest}명", en=f"and {rest} more")]
    return ", ".join(names)


def _asking(told: Told, reader: Reader, now: datetime) -> list[Block]:
    """The button for whom it touches; once pressed, when."""
    user = reader.user or ""
    if user not in told.news.readers:
        return []
    seen: Mapping[str, datetime] = told.seen
    if user in seen:
        when = lasting_moment(seen[user], reader, now)
        return [
            context(
                say(
                    reader,
                    ko=f":white_check_mark: 확인하셨습니다 · {when}",
                    en=f":white_check_mark: Acknowledged · {when}",
                )
            )
        ]
    label = say(reader, ko="확인했습니다", en="Acknowledge")
    return [actions([button(label, ids.CHANGE_SEEN, told.news.id, style="primary")])]
