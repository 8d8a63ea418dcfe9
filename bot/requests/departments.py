"""Which department somebody means: by the file's key, or by what people call it in either language."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.domain.lookup import fold
from bot.domain.philosophy import Philosophy

Department = str
"""A key of `by_department`."""

CALLED: dict[str, tuple[str, ...]] = {
    "support": ("고객지원", "고객 지원", "상담", "cs", "customer support", "customer service", "service"),
    "sales": ("영업", "세일즈"),
    "product": ("제품", "기획", "프로덕트", "pm", "product management"),
    "hr": ("인사", "피플", "people", "human resources"),
    "lead": ("리더", "팀장", "리드", "leads", "leader", "leaders", "leadership", "manager", "managers"),
    "marketing": ("마케팅",),
    "design": ("디자인", "designers"),
    "finance": ("재무", "경리", "회계", "accounting"),
    "engineering": ("개발", "엔지니어링", "developers"),
}
"""Names of the usual departments; the file's keys are names too."""

_AROUND_IT = re.compile(
    r"^(?:the|our)\s+|\s*(?:team|department|dept|부서|부문|본부|팀|부)(?:\s*(?:은요|는요|은|는))?$"
)


def departments_of(philosophy: Philosophy) -> tuple[Department, ...]:
    """Those the values have words for, in the file's order."""
    return tuple(dict.fromkeys(key for value in philosophy.values for key in value.by_department))


def department_named(text: str, known: Sequence[Department]) -> Department | None:
    """The one of these that a text names, whether or not it says team."""
    names = _names(known)
    whole = fold(text)
    return names.get(whole) or names.get(_bare(whole))


def department_near(text: str, known: Sequence[Department]) -> Department | None:
    """The one whose name comes near to what was typed."""
    names = _names(known)
    near = get_close_matches(_bare(fold(text)), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def _bare(text: str) -> str:
    return fold(_AROUND_IT.sub("", _AROUND_IT.sub("", text))) or text


def _names(known: Sequence[Department]) -> dict[str, Department]:
    usual = {fold(name): key for key in known for name in CALLED.get(key, ())}
    return usual | {fold(key): key for key in known}
