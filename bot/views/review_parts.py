"""A review part by part, as plain text: what its window and its page show."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.learning import Realm
from bot.domain.reader import Reader
from bot.domain.review import TOO_FEW, Review, Thanks
from bot.services.handbook import Handbook
from bot.views.dates import day_named
from bot.views.review_words import (
    before_name,
    handed,
    improvement_line,
    lasts,
    loops_line,
    missed_line,
    missing_line,
    promised,
    to_owner,
    topic_name,
    value_name,
)
from bot.views.words import say


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """One part of a review: sentences, and a table where there are figures beside each other. `key` names its plot."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    key: str = ""


def parts(review: Review, book: Handbook, reader: Reader) -> tuple[Part, ...]:
    """Everything a review tells, in order."""
    return (
        _topics(review, book, reader),
        _owners(review, reader),
        _promises(review, reader),
        *_thanks(review, book, reader),
        _unanswered(review, reader),
        _open_ends(review, reader),
    )


def _topics(review: Review, book: Handbook, reader: Reader) -> Part:
    before = before_name(review.period, reader)
    rows = tuple(
        (topic_name(one.topic, book.file, reader), f"{one.n}", f"{one.before}") for one in review.topics
    )
    again = [one for one in review.topics if one.is_recurring]
    lines = [handed(review, reader)]
    if again:
        names = ", ".join(topic_name(one.topic, book.file, reader) for one in again)
        lines.append(
            say(
                reader,
                ko=f"되풀이되는 주제라 원인을 찾아볼 만합니다: {names}",
                en=f"Comes up again and again; a cause worth looking for: {names}",
            )
        )
    title_ = say(reader, ko="어떤 일로 넘겨받았나", en="What was handed over")
    head = (
        say(reader, ko="주제", en="Topic"),
        say(reader, ko="건수", en="Cases"),
        before[:1].upper() + before[1:],
    )
    return Part(title_, tuple(lines), Table(title_, head, rows) if rows else None, key="topics")


def _owners(review: Review, reader: Reader) -> Part:
    title_ = say(reader, ko="담당자가 정해지기까지 걸린 시간", en="Time to an owner")
    explained = say(
        reader,
        ko=(
            "고객을 넘긴 때부터 처음 누군가 맡기까지입니다. 밤과 주말도 셉니다. "
            f"{TOO_FEW}건보다 적으면 값을 내지 않습니다. 누구의 시간인지는 나누어 보지 않습니다."
        ),
        en=(
            "From the hand-over until somebody first took it, nights and weekends included. Fewer than "
            f"{TOO_FEW} cases give no figure, and nobody's times are told apart."
        ),
    )
    dash = "–"
    rows = tuple(
        (
            day_named(week.first, reader),
            lasts(week.spread.median, reader) if week.spread.median is not None else dash,
            lasts(week.spread.p90, reader) if week.spread.p90 is not None else dash,
            f"{week.spread.n}",
        )
        for week in review.weeks
        if week.spread.n
    )
    head = (
        say(reader, ko="시작하는 주", en="Week from"),
        say(reader, ko="절반(중앙값)", en="Half (median)"),
        say(reader, ko="열에 아홉(p90)", en="Nine in ten (p90)"),
        say(reader, ko="건수", en="Cases"),
    )
    table = Table(title_, head, rows) if rows else None
    return Part(title_, (to_owner(review.to_owner, reader), explained), table, key="owners")


def _promises(review: Review, reader: Reader) -> Part:
    ours, alone = promised(review.promises, reader), promised(review.alone, reader)
    lines = [say(reader, ko=f"넘겨받은 고객에게 한 약속: {ours}", en=f"With customers handed over: {ours}")]
    if review.alone.due or review.alone.moved:
        lines.append(
            say(
                reader,
                ko=f"따로 적어 둔 약속(모든 팀): {alone}",
                en=f"Noted by themselves (all teams): {alone}",
            )
        )
    return Part(say(reader, ko="고객과의 약속", en="Promises to customers"), tuple(lines))


def _thanks(review: Review, book: Handbook, reader: Reader) -> Iterable[Part]:
    title_ = say(reader, ko="공개로 전한 감사, 가치별", en="Thanks in public, by value")
    if review.thanks is None:
        none = say(reader, ko="이 팀에는 감사 게시가 없습니다.", en="This team posts no thanks.")
        yield Part(title_, (none,))
    else:
        yield _by_value(review.thanks, title_, book, reader)
    yield _whom_to_think_of(review, book, reader)


def _by_value(found: Thanks, title_: str, book: Handbook, reader: Reader) -> Part:
    lines = []
    if found.unthanked:
        names = ", ".join(value_name(one, book.philosophy, reader) for one in found.unthanked)
        lines.append(
            say(reader, ko=f"이번에 감사가 없던 가치: {names}", en=f"Nobody was thanked for: {names}")
        )
    for count, ko, en in (
        (found.turnaround, "어려운 상황을 좋게 바꾼 일", "A bad situation turned good"),
        (found.other_team, "다른 팀을 도운 일", "Help across teams"),
        (found.customers, "고객이 직접 전한 감사", "From customers themselves"),
    ):
        if count:
            lines.append(f"{say(reader, ko=ko, en=en)}: {count}")
    rows = tuple((value_name(one.value, book.philosophy, reader), f"{one.n}") for one in found.values)
    head = (say(reader, ko="가치", en="Value"), say(reader, ko="감사 인사", en="Thanks in public"))
    return Part(title_, tuple(lines), Table(title_, head, rows), key="thanks")


def _whom_to_think_of(review: Review, book: Handbook, reader: Reader) -> Part:
    fair = say(
        reader,
        ko="파일에 적힌 순서이며 순위가 아닙니다. 공개로 받든 조용히 받든 똑같이 셉니다. 누가 어떻게 받았는지는 "
        "나타내지 않습니다. 새로 온 분은 60일이 지난 뒤부터 셉니다.",
        en="In the file's order, which is no rank. Thanks in public and thanks that came quietly count alike, "
        "and nothing tells which. New people count once they have been known for 60 days.",
    )
    title_ = say(reader, ko="감사가 뜸했던 분", en="Whom to think of")
    return Part(title_, (missing_line(review, book.file, reader), fair))


def _unanswered(review: Review, reader: Reader) -> Part:
    lines = [missed_line(review, reader)]
    for one in review.missed:
        realm = (
            say(reader, ko="주제", en="topics")
            if one.realm is Realm.TOPIC
            else say(reader, ko="상황", en="situations")
        )
        lines.append(
            say(
                reader,
                ko=f"{realm}: 찾지 못함 {one.unmatched}, 여기에 없어요 {one.none_fits}",
                en=f"{realm}: nothing found {one.unmatched}, none of these {one.none_fits}",
            )
        )
    if review.asked:
        lines.append(
            say(
                reader, ko="여러 분이 물었지만 아직 답이 없는 질문:", en="Asked by several, not answered yet:"
            )
        )
        lines += [f"{one.times} × {one.text}" for one in review.asked]
    return Part(
        say(reader, ko="답을 찾지 못한 질문", en="Questions without an answer"), tuple(filter(None, lines))
    )


def _open_ends(review: Review, reader: Reader) -> Part:
    lines = [loops_line(review, reader)] if review.open_loops is not None else []
    lines.append(improvement_line(review, reader))
    if review.answers:
        lines.append(
            say(
                reader,
                ko=f"가치의 의미를 묻는 질문에 온 답(모든 팀): {review.answers}개. 다음 달 첫 근무일에 이름 없이 전합니다.",
                en=f"Answers to what a value means (all teams): {review.answers}; told without names next month.",
            )
        )
    return Part(say(reader, ko="아직 열려 있는 것", en="Open ends"), tuple(lines))


def left_out(reader: Reader) -> str:
    """What no review holds."""
    return say(
        reader,
        ko=(
            "이 정리는 팀 리드만 봅니다. 동료에게 쓴 메모와 고객 설문 점수는 어떤 모양으로도 들어 있지 않고, 사람별 "
            "숫자와 순위도 없습니다."
        ),
        en=(
            "For the lead of the team alone. Notes of correction and scores of surveys are in it in no form; there are "
            "no figures of single people, and no ranks."
        ),
    )
