"""Words that sound well and tell nobody what to do, with what one could say instead; both languages side by side."""

from collections.abc import Mapping

from bot.domain.language import Language

Example = Mapping[str, str]

FIRST_NAME: Example = {"ko": "끝까지 듣기", "en": "Hear them out"}
"""Shown where nothing nearer to the word is known."""

_VAGUE: tuple[tuple[tuple[str, ...], Example], ...] = (
    (
        (
            "품질",
            "완벽",
            "탁월",
            "전문성",
            "quality",
            "excellence",
            "excellent",
            "perfection",
            "professionalism",
        ),
        {"ko": "작은 것도 다시 확인하기", "en": "Check once more before we send"},
    ),
    (
        (
            "정직",
            "진실",
            "진실성",
            "진정성",
            "투명성",
            "honesty",
            "integrity",
            "sincerity",
            "transparency",
            "authenticity",
        ),
        {"ko": "모르면 모른다고 말하기", "en": "Say so when we do not know"},
    ),
    (
        ("존중", "존경", "배려", "respect", "dignity", "consideration"),
        {"ko": "고객님의 시간을 먼저 생각하기", "en": "Think of their time before ours"},
    ),
    (
        ("속도", "신속", "민첩", "실행력", "speed", "agility", "efficiency", "execution"),
        {"ko": "지금 할 수 있는 한 가지를 하기", "en": "Do the one thing that helps right now"},
    ),
    (
        ("신뢰", "약속", "충의", "충성", "trust", "loyalty", "reliability", "commitment"),
        {"ko": "지나가듯 한 말도 지키기", "en": "Keep what we said in passing"},
    ),
    (
        ("책임", "책임감", "주인의식", "주인정신", "responsibility", "ownership", "accountability"),
        {"ko": "받은 문의의 끝을 확인하기", "en": "Stay until it is solved"},
    ),
    (
        ("소통", "경청", "communication", "listening", "openness"),
        {"ko": "들은 것을 한 문장으로 되묻기", "en": "Say back what we heard"},
    ),
    (
        ("협력", "협업", "팀워크", "teamwork", "collaboration", "cooperation", "synergy"),
        {"ko": "넘긴 뒤에도 끝을 물어보기", "en": "Ask how it ended after we handed it on"},
    ),
    (
        ("혁신", "도전", "창의", "열정", "innovation", "creativity", "passion", "courage"),
        {"ko": "두 번 물어 온 것은 고치기", "en": "Mend what was asked twice"},
    ),
    (
        ("공감", "친절", "empathy", "kindness", "care", "compassion"),
        {"ko": "해결보다 마음을 먼저 말하기", "en": "Name the feeling before the fix"},
    ),
    (
        ("서비스", "고객", "고객중심", "고객만족", "service", "customer", "customers"),
        {"ko": "고객님께 설명할 수 있게 결정하기", "en": "Decide as if the customer sat beside us"},
    ),
)

BETTER_NAMES: Mapping[str, Example] = {word: better for words, better in _VAGUE for word in words}

_HEARD = (
    (
        "고객은 언제나 옳다",
        "고객은 항상 옳다",
        "고객은 왕",
        "the customer is always right",
        "customer is king",
    ),
    {
        "ko": "나는 고객님께 맞는 답이 아니면 왜 아닌지까지 말씀드립니다",
        "en": "I say what we cannot do, and why",
    },
)
_DELIGHTED = (
    (
        "고객 감동", "고객감동", "고객 만족 극대화", "고객만족 극대화", "고객 만족을 최우선", "고객 최우선", "고객 제일",
        "customer delight", "delight our customers", "exceed expectations", "exceeding expectations",
        "customer satisfaction is our top priority", "putting customers first", "put customers first",
        "customer-centric", "customer centric", "customer obsessed", "customer obsession",
    ),
    {"ko": "나는 전화를 끊기 전에 더 필요하신 것을 여쭤봅니다", "en": "I ask what else they need before I hang up"},
)  # fmt: skip
_BEST = (
    (
        "최고의 서비스", "최상의 서비스", "최고의 고객", "업계 최고", "업계 1위", "세계 최고", "세계적인 수준",
        "글로벌 리더", "초일류", "일류 기업",
        "best in class", "best-in-class", "world class", "world-class", "industry leading", "industry-leading",
        "cutting edge", "cutting-edge", "second to none", "top notch", "top-notch",
    ),
    {"ko": "나는 두 번째 문의가 오지 않게 답합니다", "en": "I answer so that nobody has to ask twice"},
)  # fmt: skip
_GRAND = (
    (
        "시너지", "가치 창출", "가치창출", "새로운 패러다임", "혁신을 선도", "토털 솔루션",
        "원스톱 서비스", "가족 같은", "무한한 가능성", "신뢰받는 기업",
        "synergy", "synergies", "value added", "value-added", "win-win", "win win", "paradigm", "go the extra mile",
        "going the extra mile", "think outside the box", "thought leader", "game changer", "game-changer",
        "passion for excellence", "commitment to excellence", "we are a family", "people are our greatest asset",
    ),
    {
        "ko": "나는 오늘 두 번 들은 불편을 적어 개발팀에 가져갑니다",
        "en": "I take what I heard twice today to the team that can mend it",
    },
)  # fmt: skip

CLICHES: Mapping[str, Example] = {
    cliche: better for cliches, better in (_HEARD, _DELIGHTED, _BEST, _GRAND) for cliche in cliches
}

ALWAYS_KO = ("언제나", "언제든", "항상", "연중무휴", "365일", "24시간", "24/7", "24x7", "밤낮없이")
ALWAYS_EN = (
    "24/7", "24x7", "24-7", "24 hours", "365 days", "around the clock", "round the clock", "always", "any time", "anytime",
    "at all times", "day and night", "day or night",
)  # fmt: skip


def in_language(example: Example, language: Language) -> str:
    """The example as it would stand in the text it is shown for."""
    return f'"{example[language.value]}"'
