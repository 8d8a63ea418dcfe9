"""A first values.yaml from four answers (practice 4.14), in one language: small, valid, explained, in their own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.config.first_situations import SITUATIONS, channels_in
from bot.config.starting import printable, scalar
from bot.domain.language import Language

MOST_THANKED, MOST_NEVER = 3, 2
"""Five values in all: more are not remembered. What was answered beyond that stays in a comment."""
LONGEST_ANSWER = 500
"""Characters of one answer."""

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("thanked", "고객이 우리에게 무엇을 고마워하시나요?", "What do customers thank us for?"),
    ("never", "우리가 절대 하지 않을 일은 무엇인가요?", "What will we never do?"),
    (
        "think",
        "우리와 이야기한 뒤 고객이 무엇을 생각하시면 좋겠나요?",
        "What should they think after talking with us?",
    ),
    (
        "channels",
        "고객은 어떤 경로로 우리를 찾으시나요? (전화, 채팅, 이메일, 소셜, 방문)",
        "Through which channels do they reach us? (phone, chat, e-mail, social, in person)",
    ),
)
"""Each question by its name, in Korean and English."""


@dataclass(frozen=True)
class Answers:
    """What a team answered; several answers to one question are separated by `;`."""

    thanked: str
    never: str
    think: str
    channels: str


def first_values(answers: Answers, language: Language) -> str:
    """The text of a file that `check` finds no error in. What it warns of is what only the team can add.

    Every question needs at least one answer (`parts`).
    """
    words = _WORDS[language]
    thanked, never = parts(answers.thanked), parts(answers.never)
    values = [
        *(
            _value(f"thanked_{at}", one, words.thanked, language)
            for at, one in enumerate(thanked[:MOST_THANKED], 1)
        ),
        *(_value(f"never_{at}", one, words.never, language) for at, one in enumerate(never[:MOST_NEVER], 1)),
    ]
    left = [*thanked[MOST_THANKED:], *never[MOST_NEVER:]]
    think = parts(answers.think)
    situations = [
        SITUATIONS[language][key].replace("VALUE", "thanked_1") for key in channels_in(answers.channels)
    ]
    return words.file.format(
        lang=language.value,
        asked="\n".join(_asked(answers, language)),
        purpose=scalar(words.purpose.format(thanked=", ".join(thanked))),
        vision=scalar(words.vision.format(think=think[0])),
        more="".join(f"# {printable(one)}\n" for one in think[1:]),
        values="\n".join(values),
        left=words.left.format(left="\n".join(f"#   {printable(one)}" for one in left)) if left else "",
        situations="\n".join(situations),
    )


def parts(answer: str) -> list[str]:
    """One or several answers, each on one line and without the full stop at its end."""
    pieces = (
        " ".join(printable(part).split())[:LONGEST_ANSWER].strip(" .。")
        for part in re.split(r"[;\n]", answer)
    )
    return list(dict.fromkeys(piece for piece in pieces if piece))


def _asked(answers: Answers, language: Language) -> Iterator[str]:
    for name, ko, en in QUESTIONS:
        yield f"# {ko if language is Language.KO else en}"
        yield from (f"#   {printable(part)}" for part in parts(getattr(answers, name)))


@dataclass(frozen=True)
class _Kind:
    """How a value of one question reads; `{}` is what was answered."""

    name: str
    action: str
    why: str
    metric: str


@dataclass(frozen=True)
class _Words:
    thanked: _Kind
    never: _Kind
    purpose: str
    vision: str
    left: str
    file: str


def _value(key: str, answer: str, kind: _Kind, language: Language) -> str:
    lang = language.value
    name, action, why = (scalar(text.format(answer)) for text in (kind.name, kind.action, kind.why))
    return (
        f"  - id: {key}\n"
        f"    name: {{{lang}: {name}}}\n"
        f"    action: {{{lang}: {action}}}\n"
        f"    why: {{{lang}: {why}}}\n"
        f"    metric: {kind.metric}\n"
        f"    # example: {{{lang}: {scalar(_EXAMPLE[language])}}}"
    )


_EXAMPLE = {
    Language.KO: "지난달에 정말 있었던 일을 한 문장으로",
    Language.EN: "something that really happened last month, in a sentence",
}

_KO_FILE = """\
# 우리 팀이 무엇을 중요하게 여기는지, 그리고 그것을 고객 앞에서 어떤 말로 전하는지 적는 파일입니다.
# `python -m bot init values`에 답하신 말로 시작합니다. 소리 내어 읽어 보고 우리 팀 말투가 될 때까지 고쳐 주세요.
#
{asked}
#
#   python -m bot check                                  틀린 곳과 더 나은 예를 줄 번호와 함께 알려 드립니다
#   python -m bot values "고객님이 많이 화나셨어요"        이 파일만으로 답해 봅니다

version: 1

purpose:                             # 고객지원 팀이 왜 있는지
  {lang}: {purpose}
vision:                              # 바로 행동할 수 있는 한 문장, 스물다섯 단어까지
  {lang}: {vision}
{more}filter_question:                     # 모든 결정 앞에서 묻는 한 가지
  {lang}: "이 결정을 고객님 앞에서 그대로 설명할 수 있나요?"
# acronym: HEART                     # 가치의 머리글자를 이으면 되는 말. 가치마다 letter를 적습니다
# approvers: [jimin]                 # escalation.yaml의 키. 이 파일을 바꿀 때 승인하는 분들
# metrics: [CSAT, NPS]               # 팀이 함께 보는 지표. 어느 가치와도 이어지지 않으면 check가 알려 드립니다

# 가치: 다섯 개쯤. 더 많으면 기억하지 못합니다.
# action   내가 하는 일. "나는 …"으로 시작합니다
# why      이유. 이유가 없으면 벽에 붙은 표어가 됩니다
# metric   이 가치대로 일하면 움직일 숫자 (CSAT, CES, NPS, FRT, FCR, CRR)
# example  정말 있었던 일. 아래 줄의 #을 지우고 적어 주세요
# review_by: "2027-03-01"            # 다시 읽어 볼 날
values:
{values}
{left}
# 상황: 고객과 겪는 일, 그리고 그때 도움이 되는 가치.
# keywords, examples   동료와 고객이 실제로 쓰는 말
# steps                마음, 해결, 다음 순서로
# say, avoid           지금 쓸 수 있는 말, 그리고 피할 말과 더 나은 말
situations:
{situations}
"""

_EN_FILE = """\
# What we stand for, and the words for it.
# It begins with what you answered to `python -m bot init values`. Read it aloud, and change it until it sounds like you.
#
{asked}
#
#   python -m bot check                                  tells every mistake with its line, and better examples
#   python -m bot values "the customer is really upset"  answers from this file alone

version: 1

purpose:                             # why there is a support team at all
  {lang}: {purpose}
vision:                              # one sentence one can act on, 25 words at most
  {lang}: {vision}
{more}filter_question:                     # asked of every decision
  {lang}: "Could we explain this decision to the customer's face?"
# acronym: HEART                     # what the letters of the values spell; each value then has its letter
# approvers: [jimin]                 # keys of escalation.yaml; they accept changes of this file
# metrics: [CSAT, NPS]               # the figures you steer by; check tells of one that no value carries

# Values: about five; more are not remembered.
# action   what I do, beginning with "I …"
# why      the reason; a value without one is a poster
# metric   the figure that would move if we lived it (CSAT, CES, NPS, FRT, FCR, CRR)
# example  something that really happened: take away the # and write it down
# review_by: "2027-03-01"            # the day somebody reads it again
values:
{values}
{left}
# Situations: what happens with customers, and the value that helps there.
# keywords, examples   how colleagues and customers put it
# steps                the feeling first, then the solution, then the next step
# say, avoid           words to use now; words that hurt, each with better ones
situations:
{situations}
"""

_WORDS = {
    Language.KO: _Words(
        thanked=_Kind(
            name="고객이 고마워하시는 것: {}",
            action="나는 고객이 고마워하시는 이 일을 오늘도 합니다: {}.",
            why="고객이 우리에게 고맙다고 하신 일이기 때문입니다.",
            metric="CSAT",
        ),
        never=_Kind(
            name="우리가 하지 않는 것: {}",
            action="나는 이것만은 하지 않습니다: {}.",
            why="한 번만 해도 쌓아 온 신뢰를 잃습니다.",
            metric="NPS",
        ),
        purpose="고객이 고마워하시는 일을 하려고 우리가 있습니다: {thanked}.",
        vision='우리와 이야기하고 나면 "{think}"라고 생각하시게 합니다.',
        left="\n# 다섯 개를 넘어 남겨 둔 답입니다. 위의 것과 바꾸거나 상황으로 옮겨 주세요.\n{left}\n",
        file=_KO_FILE,
    ),
    Language.EN: _Words(
        thanked=_Kind(
            name="What customers thank us for: {}",
            action="I do today what customers thank us for: {}.",
            why="Customers told us that this is what helped them.",
            metric="CSAT",
        ),
        never=_Kind(
            name="What we never do: {}",
            action="I do not do this, whatever the day is like: {}.",
            why="Doing it once costs the trust of years.",
            metric="NPS",
        ),
        purpose="We are here to do what customers thank us for: {thanked}.",
        vision='After talking with us they think: "{think}"',
        left="\n# Answers beyond five. Let them take the place of one above, or make situations of them.\n{left}\n",
        file=_EN_FILE,
    ),
}
