"""What the keys of the two files are called by people, for saying that one reads otherwise."""

from bot.domain.differences import Altered, Differences, Thing
from bot.domain.language import Text
from bot.domain.reader import Reader
from bot.views.changed_routes import ARROW
from bot.views.limits import cut, escape
from bot.views.words import called, say, shown

FIELDS: dict[tuple[Thing, str], tuple[str, str]] = {
    ("person", "email"): ("Slack 계정 주소", "the address of the Slack account"),
    ("person", "slack"): ("Slack 계정", "the Slack account"),
    ("person", "time_zone"): ("시간대", "time zone"),
    ("person", "language"): ("언어", "language"),
    ("person", "roles"): ("역할", "roles"),
    ("person", "starts"): ("첫 근무일", "the first working day"),
    ("team", "name"): ("이름", "name"),
    ("team", "lead"): ("리드", "lead"),
    ("team", "channel"): ("카드가 올라가는 채널", "the channel of its cards"),
    ("team", "time_zone"): ("시간대", "time zone"),
    ("team", "holidays"): ("휴일", "holidays"),
    ("team", "hours"): ("근무 시간", "working hours"),
    ("team", "night"): ("저녁 감사 인사", "the evening's thanks"),
    ("team", "line_up"): ("오늘의 가치", "the value of the day"),
    ("team", "reminders"): ("가치를 알려 주는 채널", "the channels where a value comes up"),
    ("schedule", "later"): (
        "당번표가 바뀜. 30일 안의 근무는 그대로",
        "it is written otherwise; the shifts of the next days stay",
    ),
    ("topic", "title"): ("제목", "title"),
    ("topic", "team"): ("담당 팀", "the team that gets the card"),
    ("topic", "can_offer"): ("고객님께 제안할 수 있는 것", "what can be offered to customers"),
    ("topic", "pace"): ("다시 연락하는 횟수와 시점", "how often and when people are asked again"),
    ("workspace", "time_zone"): ("시간대", "time zone"),
    ("workspace", "language"): ("채널 글의 언어", "the language of channels"),
    ("workspace", "holidays"): ("휴일", "holidays"),
    ("workspace", "keepers"): ("파일 담당", "who keeps the files"),
    ("workspace", "away_status"): ("자리 비움으로 보는 Slack 상태", "which Slack statuses count as away"),
    ("philosophy", "purpose"): ("목적", "purpose"),
    ("philosophy", "vision"): ("비전", "vision"),
    ("philosophy", "filter_question"): ("기준 질문", "the question that decides"),
    ("philosophy", "filter_questions"): ("결정할 때 더 묻는 것", "what else is asked of a decision"),
    ("philosophy", "acronym"): ("머리글자", "acronym"),
    ("philosophy", "approvers"): ("승인하는 분", "who approves changes"),
    ("philosophy", "metrics"): ("함께 보는 지표", "the figures we steer by"),
    ("philosophy", "kudos"): ("감사 인사의 한도", "how many thanks, and how long"),
    ("philosophy", "corrections"): (
        "메모를 쓰고 보관하는 규칙",
        "who may write notes, and how long they stay",
    ),
    ("philosophy", "practices"): ("공유한 말을 다시 살펴보는 때", "when shared phrases are read again"),
    ("philosophy", "learning"): ("질문의 글을 보관하는지", "whether the words of questions are kept"),
    ("philosophy", "surveys"): (
        "고객 설문에서 좋은 점수와 아쉬운 점수",
        "which scores of customers count as good or poor",
    ),
    ("value", "name"): ("이름", "name"),
    ("value", "action"): ("행동", "action"),
    ("value", "letter"): ("머리글자", "letter"),
    ("value", "emoji"): ("이모지", "emoji"),
    ("value", "metric"): ("지표", "metric"),
    ("value", "review_by"): ("다시 살펴볼 날", "when it is reviewed"),
    ("value", "by_role"): ("역할별 안내", "the words for roles"),
    ("value", "by_department"): ("부서별 안내", "the words for departments"),
    ("value", "why"): ("이유", "why"),
    ("value", "example"): ("사례", "example"),
    ("value", "questions"): ("1분 질문", "the questions of a minute"),
    ("situation", "value"): ("어울리는 가치", "the value that helps"),
    ("situation", "title"): ("제목", "title"),
    ("situation", "steps"): ("응대 순서", "the steps"),
    ("situation", "say"): ("드릴 말씀", "words to say"),
    ("situation", "avoid"): ("피할 말", "words to avoid"),
    ("situation", "closing"): ("맺음말", "how to close"),
    ("situation", "why"): ("이유", "why it matters"),
    ("situation", "variants"): ("경우별 말", "the words for its variants"),
    ("situation", "shared"): ("동료가 나눠 준 말", "what colleagues shared"),
}

_NAMES_A: dict[tuple[Thing, str], Thing] = {
    ("team", "lead"): "person",
    ("topic", "team"): "team",
    ("workspace", "keepers"): "person",
    ("philosophy", "approvers"): "person",
    ("situation", "value"): "value",
}
"""Keys whose value names something else in the files."""

_NOT_ALOUD = frozenset({("person", "email"), ("person", "slack")})
_LONGEST = 160


def altered(change: Altered, d: Differences, reader: Reader) -> str:
    """A key that reads otherwise, with what it was and what it is where that is short."""
    place = (change.thing, change.field)
    ko, en = FIELDS.get(place, (change.field, change.field.replace("_", " ")))
    name = say(reader, ko=ko, en=en)
    if change.field == "later":
        return name
    silent = place in _NOT_ALOUD or (change.before is None and change.after is None)
    if silent:
        return say(reader, ko=f"{name}: 바뀜", en=f"{name}: changed")
    before, after = (_aloud(value, place, d, reader) for value in (change.before, change.after))
    return f"{name}: {before} {ARROW} {after}"


def _aloud(value: Text | str | None, place: tuple[Thing, str], d: Differences, reader: Reader) -> str:
    if value is None:
        return say(reader, ko="없음", en="none")
    if isinstance(value, Text):
        return cut(shown(value, reader), _LONGEST)
    thing = _NAMES_A.get(place)
    if thing is None:
        return cut(escape(value), _LONGEST)
    keys = value.split(", ")
    if thing == "person":
        return ", ".join(called(d.name(thing, key), reader) for key in keys)
    return ", ".join(shown(d.name(thing, key), reader) for key in keys)
