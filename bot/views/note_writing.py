"""What whoever writes a note reads beside its form: that it is sealed, or kindly why it is not."""

from datetime import datetime

from bot.domain.philosophy import Writer
from bot.domain.reader import Reader
from bot.services.correct import NoSuchDay, NotNow, Sealed, ToImprove
from bot.services.handbook import Handbook
from bot.services.may_write import CannotReceive, CannotWrite, NotForYou, Refusal
from bot.views.blocks import View, modal, section
from bot.views.dates import day_named
from bot.views.human import with_human
from bot.views.ids import READ_ONLY
from bot.views.kudos_refused import Sayings, left, yourself
from bot.views.limits import unescape
from bot.views.message import Message
from bot.views.note_forms import title
from bot.views.words import length_of, moment, party, plain_moment, say, shown, text_of

_WRITERS: dict[Writer, tuple[str, str]] = {
    "peer": ("동료", "colleagues"),
    "teammate": ("같은 팀 동료", "teammates"),
    "member": ("그분이 이끄는 팀원", "members of the team they lead"),
    "lead": ("그 팀의 리드", "the lead of their team"),
    "self": ("본인", "they themselves"),
}

_CANNOT_WRITE: Sayings = {
    "guest": (
        "게스트 계정으로는 메모를 쓸 수 없습니다. 직접 이야기 나눠 주세요.",
        "Your account is a guest here, and guests write no notes. Please speak with them directly.",
    ),
    "stranger": (
        "다른 회사 계정으로는 메모를 쓸 수 없습니다. 직접 이야기 나눠 주세요.",
        "You are here from another company, and cannot write notes. Please speak with them directly.",
    ),
    "no_team": (
        (
            "아직 어느 팀에도 등록되어 있지 않아 올릴 개선 목록이 없습니다. 어느 동료의 팀 이야기인지 골라 주시거나, "
            "escalation.yaml 관리자에게 추가를 부탁해 주세요."
        ),
        (
            "You are on no team yet, so there is no list for it. Please choose the colleague whose team it is about, or ask "
            "the keeper of escalation.yaml."
        ),
    ),
}
_CANNOT_RECEIVE: Sayings = {
    "bot": ("{ko}은 봇이라 메모를 읽지 못합니다.", "{en} is a bot and reads no notes."),
    "guest": (
        "{ko}은 게스트라서 여기서는 메모를 받을 수 없습니다. 직접 이야기 나눠 주세요.",
        "{en} is a guest here and gets no notes. Please speak with them directly.",
    ),
    "stranger": (
        "{ko}은 다른 회사 분이라 여기서는 메모를 받을 수 없습니다. 직접 이야기 나눠 주세요.",
        "{en} is from another company and gets no notes here. Please speak with them directly.",
    ),
}


def sealed(what: Sealed, reader: Reader, now: datetime) -> View:
    """To the author, in place of the form: it lies sealed, and until when it can be changed."""
    who, at = party(what.recipient, reader), moment(what.deliver_at, reader, now)
    if what.at_once:
        said = say(
            reader,
            ko=f"{who}께 지금 전해 드립니다. 아직 전해지지 않았다면 `/correct list` 또는 홈 탭에서 회수할 수 있습니다.",
            en=f"It goes to {who} now. Until it has gone you can withdraw it: `/correct list`, or the Home tab.",
        )
    else:
        said = say(
            reader,
            ko=f"봉해 두었습니다. {who}께 {at}에 전해집니다. "
            "그때까지 `/correct list` 또는 홈 탭에서 고치거나 회수할 수 있습니다.",
            en=f"Sealed until {at}, when {who} gets it. Until then you can change or withdraw it: "
            "`/correct list`, or the Home tab.",
        )
    if what.follow_up:
        day = day_named(what.follow_up, reader)
        said += "\n" + say(
            reader,
            ko=f"{day}에 두 분 모두에게 다시 여쭤볼게요.",
            en=f"On {day} I come back to both of you.",
        )
    return _window(said, reader)


def to_improve(what: ToImprove, book: Handbook, reader: Reader) -> View:
    """To the author, in place of the form: it is on the team's list."""
    team = shown(book.file.teams[what.team].name, reader)
    said = say(
        reader,
        ko=f"{team} 팀의 개선 목록에 이름 없이 올렸습니다. 고맙습니다.",
        en=f"It is on the improvement list of {team}, without any name. Thank you.",
    )
    return _window(said, reader)


def refusal(why: Refusal, reader: Reader) -> str:
    """Why no note can be written to them, as one sentence, escaped for mrkdwn."""
    match why:
        case CannotWrite(who):
            return yourself(who, _CANNOT_WRITE, reader)
        case CannotReceive(who) if who.reason in _CANNOT_RECEIVE:
            ko, en = _CANNOT_RECEIVE[who.reason]
            name = party(who.who, reader)
            return say(reader, ko=ko.replace("{ko}", name), en=en.replace("{en}", name))
        case CannotReceive(who):
            return left(who, reader)
        case NotForYou(oneself=True):
            return say(
                reader,
                ko="여기서는 나에게 쓰는 메모를 쓰지 않기로 되어 있습니다.",
                en="Notes to oneself are not written here: the team's file leaves them out.",
            )
        case NotForYou(recipient, allowed):
            allowed = tuple(writer for writer in allowed if writer != "self") or allowed
            who_name = party(recipient, reader)
            ko = ", ".join(_WRITERS[writer][0] for writer in allowed)
            en = ", ".join(_WRITERS[writer][1] for writer in allowed)
            return say(
                reader,
                ko=f"{who_name}께는 {ko}만 메모를 쓸 수 있습니다.",
                en=f"Notes to {who_name} can be written by {en} only.",
            )


def under_field(why: Refusal, reader: Reader) -> str:
    """The same under a field of the form, where nothing is formatted: not escaped."""
    return unescape(refusal(why, reader))


def refused(why: Refusal, book: Handbook, reader: Reader) -> Message:
    """The same in answer to the command."""
    said = refusal(why, reader)
    return with_human(said, book, reader)


def one_reader(book: Handbook, reader: Reader) -> Message:
    """Several people were named."""
    said = say(
        reader,
        ko="메모는 한 분에게만 쓸 수 있습니다. `/correct @동료` 처럼 한 분만 골라 주세요.",
        en="A note has exactly one reader. Please name one person: `/correct @colleague`.",
    )
    return with_human(said, book, reader)


def not_now(what: NotNow, reader: Reader, now: datetime) -> str:
    """Under the choice of when: it is not their time, and when it could go at once."""
    who = text_of(what.recipient.name, reader)
    if what.free is None:
        return say(
            reader,
            ko=f"지금은 {who}님의 근무 시간이 아닙니다. 밤이나 다음 근무일 아침을 골라 주세요.",
            en=f"It is outside {who}'s hours. Please choose tonight or the next working morning.",
        )
    at = plain_moment(what.free, reader, now)
    return say(
        reader,
        ko=f"지금은 {who}님의 근무 시간이 아닙니다. 바로 전하는 것은 {at}부터 됩니다. 밤이나 다음 근무일 아침을 고르셔도 됩니다.",
        en=f"It is outside {who}'s hours; it can go at once from {at}. "
        "Or choose tonight or the next working morning.",
    )


def no_such_day(what: NoSuchDay, reader: Reader) -> str:
    """Under the follow-up: the days there are."""
    first, last = day_named(what.first, reader), day_named(what.last, reader)
    return say(
        reader,
        ko=f"메모가 전해지는 {first}부터 {what.last.year}년 {last}까지 고를 수 있습니다.",
        en=f"Please choose a day from {first}, when the note will be there, to {last} {what.last.year}.",
    )


def helped(book: Handbook, reader: Reader) -> Message:
    """How to write a note, and who sees what."""
    kept = length_of(book.philosophy.corrections.retention, reader)
    said = say(
        reader,
        ko="`/correct @동료` · 한 분만 읽는 메모 쓰기 (상황, 본 것, 영향, 다음에는). 나에게도 쓸 수 있습니다.\n"
        "`/correct list` · 아직 전해지지 않은 내 메모 보기, 고치기, 회수하기\n"
        "`/correct process …` · 사람이 아니라 일하는 방식 이야기: 이름 없이 팀의 개선 목록으로\n"
        f"밤에, 다음 근무일 아침에, 또는 바로 DM으로 전해지고, 받는 분만 읽습니다. 전해진 뒤 {kept}이 지나면 지워집니다.",
        en="`/correct @colleague` · write a note only they read (situation, behaviour, impact, next time); "
        "it may be to yourself\n"
        "`/correct list` · my notes that are not delivered yet: see, change, withdraw\n"
        "`/correct process …` · about how we work, not about a person: to the team's improvement list, without a name\n"
        "It comes by direct message at night, on the next working morning or at once, and only they read it. "
        f"It is erased {kept} after that.",
    )
    return with_human(said, book, reader)


def _window(said: str, reader: Reader) -> View:
    return modal(READ_ONLY, title(reader), [section(said)], close=say(reader, ko="닫기", en="Close"))
