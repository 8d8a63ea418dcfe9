"""The sentences of a review, as plain text: its message, its window and its page are made of these."""

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.periods import Period
from bot.domain.philosophy import Philosophy
from bot.domain.reader import Reader
from bot.domain.review import GAP, Missing, Promised, Review, Spread, TopicCount
from bot.domain.team_file import TeamFile
from bot.services.handbook import Handbook
from bot.views.limits import unescape
from bot.views.words import MONTHS_EN, length_of, person, say, text_of

_STATES = {
    "open": ("열림", "open"),
    "looking": ("살펴보는 중", "being looked into"),
    "not_now": ("지금은 보류", "not now"),
    "done": ("바꿈", "done"),
}


def title(review: Review, book: Handbook, reader: Reader) -> str:
    """The team and the period."""
    return f"{team_name(review, book, reader)}: {period_name(review.period, reader)}"


def team_name(review: Review, book: Handbook, reader: Reader) -> str:
    """What the team is called."""
    return text_of(book.file.teams[review.team].name, reader)


def period_name(period: Period, reader: Reader) -> str:
    """`week 47 (16–22 Nov 2026)`, `November`; with the year."""
    first, last = period.first, period.last
    if period.kind == "month":
        month = MONTHS_EN[first.month - 1]
        return say(reader, ko=f"{first.year}년 {first.month}월", en=f"{month} {first.year}")
    number = first.isocalendar().week
    until_ko = f"{last.day}일" if first.month == last.month else f"{last.month}월 {last.day}일"
    from_en = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS_EN[first.month - 1]}"
    return say(
        reader,
        ko=f"{first.isocalendar().year}년 {number}주 차({first.month}월 {first.day}일–{until_ko})",
        en=f"week {number} ({from_en}–{last.day} {MONTHS_EN[last.month - 1]} {last.year})",
    )


def before_name(period: Period, reader: Reader) -> str:
    """The period before, as one speaks of it."""
    if period.kind == "week":
        return say(reader, ko="전주", en="the week before")
    return say(reader, ko="전월", en="the month before")


def handed(review: Review, reader: Reader, *, short: bool = False) -> str:
    """How many customers were handed over to the team; in short without the period before."""
    before = before_name(review.period, reader)
    ko = "" if short else f"({before} {review.handed_before}건)"
    en = "" if short else f" ({review.handed_before} {before})"
    said = say(reader, ko=f"넘겨받은 고객 {review.handed}건{ko}", en=f"Handed over: {review.handed}{en}")
    if review.still_open:
        said += say(reader, ko=f", 진행 중 {review.still_open}건", en=f", {review.still_open} still open")
    if review.never_owned:
        said += say(
            reader, ko=f", 담당자 없음 {review.never_owned}건", en=f", {review.never_owned} without an owner"
        )
    return said


def lasts(time: timedelta, reader: Reader) -> str:
    """A length of time, without what does not matter: minutes beside days."""
    if time < timedelta(minutes=1):
        return say(reader, ko="1분 미만", en="under a minute")
    return length_of(
        timedelta(hours=round(time / timedelta(hours=1))) if time >= timedelta(days=1) else time, reader
    )


def to_owner(spread: Spread, reader: Reader) -> str:
    """How long customers waited until somebody had them."""
    if spread.median is None or spread.p90 is None:
        return say(
            reader,
            ko=f"담당자가 정해지기까지: {spread.n}건뿐이라 아직 말하기 이릅니다",
            en=f"Time to an owner: too few to say ({spread.n})",
        )
    middle, most = lasts(spread.median, reader), lasts(spread.p90, reader)
    return say(
        reader,
        ko=f"담당자가 정해지기까지: 절반은 {middle}, 열에 아홉은 {most} 안에({spread.n}건)",
        en=f"An owner was found: half within {middle}, nine in ten within {most} ({spread.n})",
    )


def topic_name(topic: str | None, file: TeamFile, reader: Reader) -> str:
    """A topic's title; its key if the file lost it."""
    if topic is None:
        return say(reader, ko="맞는 주제 없음", en="No topic fitted")
    known = file.topics.get(topic)
    return text_of(known.title, reader) if known else topic


def topic_line(counts: Iterable[TopicCount], review: Review, file: TeamFile, reader: Reader) -> str:
    """Topics with their counts; those that came up often before as well say so."""
    again = say(
        reader,
        ko=f"{before_name(review.period, reader)}에도 많음",
        en=f"as in {before_name(review.period, reader)}",
    )
    return ", ".join(
        f"{topic_name(one.topic, file, reader)} {one.n}" + (f" ({again})" if one.is_recurring else "")
        for one in counts
    )


def promised(found: Promised, reader: Reader) -> str:
    """What became of promises, in cases and not in per cent: there are few."""
    moved = ""
    if found.moved:
        moved = say(reader, ko=f", 미리 옮김 {found.moved}건", en=f", {found.moved} moved in time")
    if not found.due:
        return say(reader, ko=f"때가 된 약속 없음{moved}", en=f"none fell due{moved}")
    return say(
        reader,
        ko=f"{found.due}건 중 {found.kept}건 지킴{moved}",
        en=f"{found.kept} of {found.due} kept{moved}",
    )


def value_name(value: str | None, philosophy: Philosophy, reader: Reader) -> str:
    """What a value is called."""
    known = philosophy.value(value) if value else None
    if known is None:
        return say(reader, ko="가치를 고르지 않은 감사", en="Without a value")
    return text_of(known.name, reader)


def missing_names(found: Iterable[Missing], file: TeamFile, reader: Reader) -> str:
    """Names in the file's order, and whose absence explains it."""
    away = say(reader, ko=" (휴가 중)", en=" (time off)")
    return ", ".join(unescape(person(file, one.person, reader)) + (away if one.away else "") for one in found)


def missing_line(review: Review, file: TeamFile, reader: Reader) -> str:
    """Who has had no thanks for long; nothing tells in which way others had theirs."""
    if review.missing is None:
        return say(
            reader,
            ko=f"{GAP.days}일 동안 감사를 받지 못한 분이 있는지는 아직 알 수 없습니다. 함께한 지 {GAP.days}일이 되지 않았습니다.",
            en=f"Who has had no thanks for {GAP.days} days cannot be told yet: people have been known for less.",
        )
    if not review.missing:
        return say(
            reader,
            ko=f"{GAP.days}일 동안 감사를 한 번도 받지 못한 분은 없습니다.",
            en=f"Nobody has gone {GAP.days} days without thanks.",
        )
    names = missing_names(review.missing, file, reader)
    return say(
        reader,
        ko=f"{GAP.days}일 동안 공개로도 조용히도 감사가 없던 분: {names}",
        en=f"No thanks for {GAP.days} days, in public or quietly: {names}",
    )


def missed_line(review: Review, reader: Reader) -> str:
    """Questions without an answer; they are counted for everybody together, by month."""
    if not review.missed:
        return ""
    count = sum(one.unmatched + one.none_fits for one in review.missed)
    month = review.missed[0].month
    return say(
        reader,
        ko=f"답을 찾지 못한 질문({month.month}월, 모든 팀): {count}건",
        en=f"Questions without an answer ({MONTHS_EN[month.month - 1]}, all teams): {count}",
    )


def improvement_line(review: Review, reader: Reader) -> str:
    """The improvement list by what became of its items; none of its words."""
    if not review.improvements:
        return say(reader, ko="개선 목록: 비어 있음", en="Improvement list: empty")
    counts = ", ".join(f"{state_name(state, reader)} {n}" for state, n in review.improvements)
    return say(reader, ko=f"개선 목록: {counts}", en=f"Improvement list: {counts}")


def state_name(state: str, reader: Reader) -> str:
    """What became of an item of the improvement list."""
    ko, en = _STATES.get(state, (state, state))
    return say(reader, ko=ko, en=en)


def loops_line(review: Review, reader: Reader) -> str:
    """Customers who are still to be told what changed."""
    count = review.open_loops or 0
    return say(
        reader,
        ko=f"무엇이 달라졌는지 답을 기다리는 고객: {count}명",
        en=f"Customers to be told what changed: {count}",
    )
