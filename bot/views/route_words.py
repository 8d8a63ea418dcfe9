"""Where a topic leads, in words: what may be promised, when its team works, what still works while it is closed."""

from bot.domain.ladder import Rung, climb
from bot.domain.policy import Level, Severity
from bot.domain.reader import Reader
from bot.services.answer import Route
from bot.services.handbook import Handbook
from bot.views.ladder import everybody_asked
from bot.views.words import moment, say, shown


def may_promise(route: Route, reader: Reader) -> str:
    """What can honestly be promised to the customer; nothing where the file promises nothing."""
    if route.promise_by is None:
        return ""
    by = moment(route.promise_by, reader, route.at)
    return say(
        reader,
        ko=f"고객님께 약속드릴 수 있는 시간: *{by}까지 답변*",
        en=f"You can honestly promise the customer: *an answer by {by}*",
    )


def hours_words(route: Route, book: Handbook, reader: Reader) -> str:
    """Until when the team works, or when it opens."""
    name = shown(book.file.teams[route.team].name, reader)
    if route.is_open:
        if route.closes is None:
            return ""
        until = moment(route.closes, reader, route.at)
        return say(reader, ko=f"{name} 팀은 {until}까지 근무합니다.", en=f"{name} works until {until}.")
    if route.opens is None:
        return say(reader, ko=f"{name} 팀은 지금 근무 시간이 아닙니다.", en=f"{name} is closed now.")
    opens = moment(route.opens, reader, route.at)
    return say(
        reader,
        ko=f"{name} 팀은 지금 근무 시간이 아니고, {opens}에 시작합니다.",
        en=f"{name} is closed now and opens {opens}.",
    )


def to_tell(route: Route, reader: Reader) -> str:
    """Out of hours: what the customer can be told instead of a promise (rule 7)."""
    told = "" if route.is_open else _told_meanwhile(route, reader)
    if not told:
        return ""
    return say(reader, ko=f"고객님께는 이렇게 전해 주세요: “{told}”", en=f"Tell the customer: “{told}”")


def _told_meanwhile(route: Route, reader: Reader) -> str:
    """What the customer can honestly be told: the promise, or, where the file makes none, when we are back."""
    if route.promise_by is not None:
        when = moment(route.promise_by, reader, route.at)
        return say(
            reader, ko=f"{when}까지 담당자가 답변드리겠습니다.", en=f"You will hear from us by {when}."
        )
    if route.opens is not None:
        when = moment(route.opens, reader, route.at)
        return say(
            reader,
            ko=f"담당 팀이 {when}에 업무를 시작하면 바로 확인하겠습니다.",
            en=f"The team is back {when} and will look at it then.",
        )
    return ""


def critical_still(route: Route, book: Handbook, reader: Reader) -> str:
    """Where critical cases still go, if that differs from where this one goes."""
    topic = book.file.topics.get(route.topic or "")
    if topic is None or route.severity is Severity.CRITICAL:
        return ""
    _, policy = topic.choose(severity=Severity.CRITICAL, tier=None, region=None, inside_hours=route.is_open)
    if policy == route.policy:
        return ""
    rung = _first_reached(policy.levels, route, book)
    if rung is None:
        return ""
    who = everybody_asked(rung, book.file, reader)
    return say(reader, ko=f"심각한 건을 지금 받는 분: {who}", en=f"Critical cases still go to {who}.")


def _first_reached(levels: tuple[Level, ...], route: Route, book: Handbook) -> Rung | None:
    rungs = climb(levels, count="always", topic_team=route.team, roster=book.roster, at=route.at)
    return next((rung for rung in rungs if not rung.skipped), None)
