"""The figures of values in plain words: nobody needs to know what CES stands for."""

from bot.domain.measures import Measured, metrics_of
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.views.limits import escape
from bot.views.words import say

GLOSSES: dict[str, tuple[str, str]] = {
    "CSAT": (
        "고객 만족도. 상담을 마친 뒤 만족하셨다고 답하신 비율",
        "customer satisfaction: the share who say afterwards that they were satisfied",
    ),
    "CES": (
        "고객 노력 점수. 문제를 푸는 데 고객님이 얼마나 애를 쓰셨는지",
        "customer effort score: how much work it was for the customer to get it solved",
    ),
    "NPS": (
        "추천 의향. 우리를 주변에 권하시겠다는 분과 그렇지 않은 분의 차이",
        "net promoter score: those who would recommend us, less those who would warn others",
    ),
    "FRT": (
        "첫 응답 시간. 문의하신 뒤 사람의 첫 답을 받기까지",
        "first response time: from the question to the first answer of a person",
    ),
    "FCR": (
        "첫 상담 해결률. 다시 연락하지 않으셔도 한 번에 풀린 비율",
        "first contact resolution: the share solved without a second contact",
    ),
    "CRR": (
        "고객 유지율. 지난 기간의 고객님이 지금도 함께 계신 비율",
        "customer retention rate: the share of customers who are still with us",
    ),
    "AHT": (
        "평균 처리 시간. 문의 하나를 마치는 데 걸린 시간. 이것만 보면 서두르게 됩니다",
        "average handling time: how long one contact takes; alone, it makes people hurry",
    ),
    "AOV": (
        "평균 주문 금액. 한 번 주문하실 때의 금액",
        "average order value: what one order comes to",
    ),
    "QA": (
        "상담 품질 평가. 동료가 상담을 다시 읽고 함께 살펴본 결과",
        "quality review: conversations read again together with a colleague",
    ),
}
"""The usual abbreviations in Korean and English. One that is not here is shown as the file writes it."""


def glossed(metric: str, reader: Reader) -> str:
    """A figure with what it means."""
    known = GLOSSES.get(metric.upper())
    if known is None:
        return escape(metric)
    return f"*{escape(metric)}* ({say(reader, ko=known[0], en=known[1])})"


def metric_lines(value: Value, reader: Reader) -> list[str]:
    """What moves if the value is lived; one written in words of its own stays as written."""
    if not value.metric:
        return []
    parts = metrics_of(value)
    known = all(part.upper() in GLOSSES for part in parts)
    told = ", ".join(glossed(part, reader) for part in parts) if known else escape(value.metric)
    return [say(reader, ko="함께 보는 지표", en="What it moves") + f": {told}"]


def measured_words(found: Measured, reader: Reader) -> str:
    """What a figure is, and what we have to do with it."""
    told = glossed(found.metric, reader)
    if not found.values:
        return say(
            reader,
            ko=f"{told}\n이 지표로 보는 가치는 아직 없습니다.",
            en=f"{told}\nNo value of ours is tied to it.",
        )
    if found.by:
        by = escape(found.by)
        return say(
            reader,
            ko=f"{told}\n이 지표를 적어 둔 가치는 없지만, 함께 움직이는 {by}로 보는 가치가 있습니다.",
            en=f"{told}\nNo value names it; {by}, which moves with it, belongs to this one.",
        )
    return say(reader, ko=f"{told}\n이 지표로 보는 가치입니다.", en=f"{told}\nThe value it belongs to:")
