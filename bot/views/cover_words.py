"""The words of covers: from when to when, who for whom, for what, and why one is not made."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.covering import No, Refusal
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.requests.cover import Slip
from bot.services.handbook import Handbook
from bot.views.dates import day_named
from bot.views.limits import escape
from bot.views.words import lasting_moment, moment, person, say, schedule_name


def when(start: datetime, end: datetime, reader: Reader, now: datetime, *, lasting: bool = False) -> str:
    """From when to when, by the reader's clock; whole days by their names. `lasting`: it is read on other days, too."""
    zone = ZoneInfo(reader.zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == time() and not reader.both:
        return _days(first.date(), last.date() - timedelta(days=1), reader, None if lasting else now)
    lasting = lasting or reader.user is None
    if lasting and first.date() == last.date():
        ends = f"<!date^{int(end.timestamp())}^{{time}}|{last:%H:%M} {last:%Z}>"
        return f"{lasting_moment(start, reader, now)} – {ends}"
    if lasting:
        return f"{lasting_moment(start, reader, now)} – {lasting_moment(end, reader, now)}"
    begins = moment(start, reader, now)
    if first.date() == last.date():
        clock = f"{first:%H:%M}"
        return begins.replace(clock, f"{clock}–{last:%H:%M}", 1)
    return f"{begins} – {moment(end, reader, now)}"


def _days(first: date, last: date, reader: Reader, now: datetime | None) -> str:
    """Whole days, the last one included; "today" and "tomorrow" where it is read now."""
    named = _day(first, reader, now)
    if first == last:
        return say(reader, ko=f"{named} 하루", en=f"{named}, all day")
    return f"{named} – {_day(last, reader, now)}"


def _day(day: date, reader: Reader, now: datetime | None) -> str:
    ahead = (day - now.astimezone(ZoneInfo(reader.zone)).date()).days if now else None
    if ahead in (0, 1):
        return say(reader, ko=("오늘", "내일")[ahead], en=("today", "tomorrow")[ahead])
    return day_named(day, reader)


def who_for_whom(absent: str, by: str | None, file: TeamFile, reader: Reader) -> str:
    """Somebody covers somebody."""
    gone = person(file, absent, reader)
    if by is None:
        return say(reader, ko=f"{gone}을 대신해 주실 분을 찾습니다", en=f"Somebody to cover for {gone}")
    doer = person(file, by, reader)
    return say(reader, ko=f"{doer}이 {gone}을 대신합니다", en=f"{doer} covers for {gone}")


def for_what(schedule: str | None, file: TeamFile, reader: Reader) -> str:
    """On which schedule it counts."""
    if schedule is None:
        return say(
            reader,
            ko="모든 당번과 이름으로 오는 요청",
            en="every schedule, and whatever is asked of them by name",
        )
    name = schedule_name(file, schedule, reader)
    return say(reader, ko=f"{name} 당번만", en=f"the {name} schedule only")


def no(refusal: Refusal, book: Handbook, reader: Reader) -> str:
    """The same as a sentence."""
    if refusal.why is No.CIRCLE:
        names = [person(book.file, key, reader) for key in (*refusal.people, refusal.people[0])]
        chain = " → ".join(names)
        return say(
            reader,
            ko=f"그러면 서로 돌아가며 대신하게 되어 아무도 남지 않습니다: {chain}",
            en=f"That would close a circle and leave nobody: {chain}",
        )
    if refusal.why is No.TAKEN:
        has = person(book.file, refusal.people[0], reader)
        return say(reader, ko=f"{has}이 먼저 맡으셨습니다. 고맙습니다!", en=f"{has} was first. Thank you!")
    if refusal.why is No.NOT_IN_FILE and refusal.people:
        names_ = ", ".join(p if p.startswith("<@") else f"`{escape(p)}`" for p in refusal.people)
        return say(
            reader,
            ko=f"{names_} 님은 escalation.yaml에 없어 대신할 수 없습니다. 게스트와 외부 분도 마찬가지입니다.",
            en=f"{names_} is not in escalation.yaml, so cannot be in a cover; neither can guests.",
        )
    ko, en = _NO[refusal.why]
    return say(reader, ko=ko, en=en)


_NO = {
    No.NOT_YOURS: (
        "본인의 자리이거나 팀 리드일 때 정하실 수 있습니다. 당사자나 리드에게 부탁해 주세요.",
        "This is for the person themself or a lead to arrange. Please ask one of them.",
    ),
    No.NOT_IN_FILE: (
        "escalation.yaml에 없는 분이라 정하실 수 없습니다. 파일 관리자에게 추가를 부탁해 주세요.",
        "You are not in escalation.yaml yet; its keepers can add you.",
    ),
    No.ONESELF: ("본인이 본인을 대신할 수는 없습니다.", "Nobody can cover for themself."),
    No.PAST: (
        "이미 지난 시간입니다. 앞으로의 시간을 적어 주세요.",
        "That time has passed. Please name one that is still to come.",
    ),
    No.TOO_LONG: (
        "60일보다 긴 것은 파일의 휴가나 순번으로 적어 주세요. 날짜를 한 번 확인해 주시겠어요?",
        "Longer than 60 days belongs into the file. Could you check the dates?",
    ),
    No.TOO_FAR: (
        "반년 뒤의 일은 아직 정하실 수 없습니다. 날짜를 한 번 확인해 주시겠어요?",
        "That is more than half a year ahead. Could you check the dates?",
    ),
    No.SO_ALREADY: ("이미 그렇게 되어 있습니다.", "It is so already."),
    No.NO_SCHEDULE: ("그 당번은 파일에 없습니다.", "There is no such schedule in the file."),
    No.NO_TEAM: ("어느 팀에도 속해 있지 않아 물어볼 채널이 없습니다.", "They are in no team, so there is no channel to ask in."),
    No.OVER: ("이미 끝난 일입니다.", "This is over already."),
    No.TAKEN: ("이미 다른 분이 맡으셨습니다.", "Somebody else has it already."),
    No.CIRCLE: ("서로 돌아가며 대신하게 됩니다.", "That would close a circle."),
}  # fmt: skip


def slips(found: Mapping[str, Slip], reader: Reader) -> dict[str, str]:
    """What fields of the form lack, a sentence under each."""
    words = {
        "who": say(
            reader,
            ko="escalation.yaml에 있는 동료를 골라 주세요.",
            en="Please choose a colleague who stands in escalation.yaml.",
        ),
        "when": say(reader, ko="언제인지 골라 주세요.", en="Please choose a time."),
    }
    return {field: words[slip] for field, slip in found.items()}
