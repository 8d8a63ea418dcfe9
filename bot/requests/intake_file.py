"""A survey tool's CSV file, read into answers, a row each; its headings may be in either language.

A problem says in which line and column; it never repeats what was written.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.language import Text
from bot.domain.survey import SurveyAnswer
from bot.requests.intake import IntakeProblem, read_answer


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: its answer, or what is wrong with it, each with its column. `line` counts from 1."""

    line: int
    answer: SurveyAnswer | None
    problems: tuple[tuple[int, IntakeProblem], ...] = ()


class Lines(Protocol):
    """What `csv.reader` gives."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """The rows."""

    def __next__(self) -> list[str]:
        """The next row."""


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("번호", "응답번호", "응답id", "응답_id", "설문번호", "surveyid", "responseid", "response_id"),
    "agent": ("상담원", "상담사", "담당자", "담당", "agentemail", "agent_email", "assignee"),
    "score": ("점수", "평점", "별점", "rating"),
    "scale": ("척도", "종류", "지표", "metric"),
    "comment": ("의견", "코멘트", "내용", "한마디", "feedback"),
    "customer": ("고객", "고객명", "고객이름", "customername", "customer_name", "requester"),
    "ticket": ("티켓", "문의", "문의번호", "링크", "ticketlink", "ticket_link", "link"),
    "channel": ("채널", "경로", "via"),
    "answered_at": ("응답일시", "응답시간", "응답일", "일시", "날짜", "date", "answered", "time"),
    "language": ("언어", "lang", "locale"),
    "wants_reply": ("회신요청", "답변요청", "회신", "reply", "wantsreply", "contact_me"),
}
"""The fields, each with other names its column may have in a CSV file."""


def read_csv(content: bytes, *, now: datetime) -> tuple[Row, ...] | IntakeProblem:
    """A file's rows. UTF-8 with or without a mark at its beginning, or cp949, as Korean spreadsheets save it."""
    text = _decoded(content)
    if text is None:
        return IntakeProblem("1:1", Text(ko="UTF-8이나 cp949가 아닙니다", en="is neither UTF-8 nor cp949"))
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines: Lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(lines, [])
        columns = {name: at for at, title in enumerate(header) for name in _named(title)}
        missing = [name for name in ("id", "agent", "score") if name not in columns]
        if missing:
            named = ", ".join(missing)
            return IntakeProblem(
                "1:1", Text(ko=f"열이 없습니다: {named}", en=f"columns are missing: {named}")
            )
        return tuple(_rows(lines, columns, now))
    except csv.Error:
        at = f"{lines.line_num}:1"
        return IntakeProblem(at, Text(ko="따옴표가 닫히지 않았습니다", en="a quotation mark is not closed"))


def _rows(lines: Lines, columns: Mapping[str, int], now: datetime) -> Iterator[Row]:
    """A row begins on the line after the last one's end: a text in quotation marks may have several."""
    ended = lines.line_num
    for cells in lines:
        line, ended = ended + 1, lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        given = {name: cells[at] for name, at in columns.items() if at < len(cells) and cells[at].strip()}
        read = read_answer(given, now=now)
        if isinstance(read, SurveyAnswer):
            yield Row(line, read)
        else:
            yield Row(line, None, tuple((columns.get(one.at, 0) + 1, one) for one in read))


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _named(title: str) -> Sequence[str]:
    """The field a column is for, none where it is another one of the survey tool's."""
    folded = re.sub(r"[\s\-.()]+", "", title.strip().lstrip("\ufeff").casefold())
    return [
        name
        for name, others in COLUMNS.items()
        if folded
        in {name, name.replace("_", ""), *(re.sub(r"[\s_]+", "", other) for other in others), *others}
    ]
