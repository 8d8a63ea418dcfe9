"""What the customer can be told while nothing is solved yet: true as it stands, promising nothing new."""

from datetime import datetime

from bot.domain.escalation import Escalation, State
from bot.domain.reader import Reader
from bot.views.words import lasting_moment, say


def meanwhile(e: Escalation, reader: Reader, now: datetime, *, promised: bool = True) -> str:
    """A sentence for the customer. `promised` False for one of those who joined: the promise is another's."""
    due = e.promise if promised and e.promise and e.promise.is_open and e.promise.by > now else None
    if due is not None:
        by = lasting_moment(due.by, reader, now)
        ko, en = f"{by}까지 다시 연락드리겠습니다", f"I will get back to you by {by}"
    else:
        ko, en = "확인되는 대로 다시 연락드리겠습니다", "I will get back to you as soon as I know more"
    if e.state is State.QUEUED and e.queued_until:
        begins = lasting_moment(e.queued_until, reader, now)
        first = (
            f"담당 부서는 {begins}부터 근무합니다. 그때 바로 확인하겠습니다",
            f"Our team is back {begins} and has it then",
        )
    elif e.owner is not None:
        first = ("담당자가 직접 확인하고 있습니다", "A colleague is looking into it right now")
    else:
        first = ("담당 부서에 전달해 두었습니다", "I have passed this on to the team in charge")
    return say(
        reader, ko=f"고객님께는 이렇게: “{first[0]}. {ko}.”", en=f"For the customer: “{first[1]}. {en}.”"
    )
