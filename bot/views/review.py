"""A review in Slack: what a lead reads on their morning, in twelve lines of a phone, and the window with the rest."""

from collections.abc import Iterable

from bot.domain.periods import Kind, Period
from bot.domain.reader import Reader
from bot.domain.review import Review
from bot.services.handbook import Handbook
from bot.views import review_ids as ids
from bot.views.blocks import View, actions, button, context, modal, section
from bot.views.human import human_line, with_human
from bot.views.limits import SECTION, VIEW_BLOCKS, cut, escape, sections
from bot.views.message import Block, Message
from bot.views.phone import Piece, fitted
from bot.views.review_parts import Part, Table, left_out, parts
from bot.views.review_words import (
    handed,
    improvement_line,
    loops_line,
    missed_line,
    missing_line,
    promised,
    title,
    to_owner,
    topic_line,
    value_name,
)
from bot.views.words import say, shown

LINES = 12
"""Of a phone: read in one go, before anything is pressed."""

_TOPICS = 3


def told(review: Review, book: Handbook, reader: Reader) -> Message:
    """The week or month in short, for the lead."""
    said = title(review, book, reader)
    lines = fitted([Piece(0, f"*{escape(said)}*"), *_pieces(review, book, reader)], LINES)
    more = button(say(reader, ko="자세히 보기", en="More"), ids.REVIEW_MORE, ticket(review))
    return Message(
        text=escape(said),
        blocks=(
            section(cut("\n".join(filter(None, lines)), SECTION)),
            actions([more]),
            human_line(book, reader),
        ),
    )


def drawn(review: Review, book: Handbook, reader: Reader) -> str:
    """Beside the picture."""
    said = escape(title(review, book, reader))
    return say(reader, ko=f"{said} · 그림으로", en=f"{said} · as a picture")


def _pieces(review: Review, book: Handbook, reader: Reader) -> Iterable[Piece]:
    """What yields first where there is no room has the larger number."""
    if review.is_empty:
        yield Piece(1, _quiet(review, reader))
    if review.handed:
        yield Piece(1, escape(handed(review, reader)), (escape(handed(review, reader, short=True)),))
        yield Piece(4, escape(to_owner(review.to_owner, reader)))
        most = escape(topic_line(review.topics[:_TOPICS], review, book.file, reader))
        first = escape(topic_line(review.topics[:1], review, book.file, reader))
        label = say(reader, ko="많았던 주제", en="Most about")
        yield Piece(5, f"{label}: {most}", (f"{label}: {first}",))
    if review.promises.due or review.promises.moved:
        label = say(reader, ko="약속", en="Promises")
        yield Piece(6, f"{label}: {promised(review.promises, reader)}")
    yield from _thanks(review, book, reader)
    if review.missing:
        yield Piece(2, escape(missing_line(review, book.file, reader)), (_some_missing(reader),))
    if review.open_loops:
        yield Piece(7, loops_line(review, reader))
    if review.improvements:
        yield Piece(8, improvement_line(review, reader))
    if any(one.unmatched or one.none_fits for one in review.missed):
        yield Piece(9, missed_line(review, reader))


def _thanks(review: Review, book: Handbook, reader: Reader) -> Iterable[Piece]:
    if review.thanks is None:
        return
    named = [one for one in review.thanks.values if one.n]
    if named:
        label = say(reader, ko="공개로 전한 감사", en="Thanks in public")
        counts = ", ".join(f"{value_name(one.value, book.philosophy, reader)} {one.n}" for one in named)
        yield Piece(3, escape(f"{label}: {counts}"))
    if review.thanks.unthanked:
        names = ", ".join(escape(value_name(one, book.philosophy, reader)) for one in review.thanks.unthanked)
        yield Piece(10, say(reader, ko=f"감사가 없던 가치: {names}", en=f"No thanks for: {names}"))


def _some_missing(reader: Reader) -> str:
    """Where the names find no room: that there are some, and no number of them."""
    return say(
        reader,
        ko="60일 동안 감사가 없던 분이 있습니다. 이름은 자세히 보기에 있습니다.",
        en="Some have had no thanks for 60 days: see More.",
    )


def _quiet(review: Review, reader: Reader) -> str:
    if review.period.kind == "week":
        return say(
            reader,
            ko="조용한 한 주였습니다. 넘겨받은 고객도, 올라간 감사도 없습니다.",
            en="A quiet week: nobody was handed over, and no thanks were posted.",
        )
    return say(
        reader,
        ko="조용한 한 달이었습니다. 넘겨받은 고객도, 올라간 감사도 없습니다.",
        en="A quiet month: nobody was handed over, and no thanks were posted.",
    )


def ticket(review: Review) -> str:
    """Which review a button is about; who may read it is looked at when it is pressed."""
    return f"{review.team}:{review.period}"


def read_ticket(value: str) -> tuple[str, Kind, str]:
    """The team, and the kind and name of the period.

    Raises:
        ValueError: it is not one of ours.
    """
    team, _, name = value.rpartition(":")
    kind: Kind = "week" if "W" in name else "month"
    return team, kind, Period.named(kind, name).name


def window(review: Review, book: Handbook, reader: Reader) -> View:
    """All of it, to read."""
    blocks: list[Block] = [section(f"*{escape(title(review, book, reader))}*")]
    for part in parts(review, book, reader):
        blocks += sections(_in_mrkdwn(part))
    command = f"python -m bot report --team {review.team} --{review.period.kind} {review.period}"
    blocks = blocks[: VIEW_BLOCKS - 3]
    blocks.append(context(left_out(reader)))
    blocks.append(
        context(
            say(
                reader,
                ko=f"그림이 있는 한 장짜리 페이지: `{command} -o report.html`",
                en=f"As a page with plots: `{command} -o report.html`",
            )
        )
    )
    blocks.append(human_line(book, reader))
    return modal(
        ids.REVIEW_MORE,
        say(reader, ko="팀 돌아보기", en="Your team's review"),
        blocks,
        close=say(reader, ko="닫기", en="Close"),
    )


def _in_mrkdwn(part: Part) -> str:
    rows = _rows(part.table) if part.table else ()
    return "\n".join((f"*{escape(part.title)}*", *map(escape, part.lines), *map(escape, rows)))


def _rows(table: Table) -> Iterable[str]:
    """Each row as a line: two columns as `name: n`, more with their heads."""
    for name, *cells in table.rows:
        if len(cells) == 1:
            yield f"• {name}: {cells[0]}"
        else:
            told_ = ", ".join(f"{head} {cell}" for head, cell in zip(table.head[1:], cells, strict=True))
            yield f"• {name}: {told_}"


def not_theirs(book: Handbook, team: str, reader: Reader) -> Message:
    """Somebody else pressed, or who led the team leads it no more."""
    known = book.file.teams.get(team)
    name = shown(known.name, reader) if known else escape(team)
    said = say(
        reader,
        ko=f"이 정리는 {name} 팀의 리드만 볼 수 있습니다. 파일에 적힌 지금의 리드 기준입니다.",
        en=f"This review is for whoever leads {name} now, as the file has it.",
    )
    return with_human(said, book, reader)
