"""What an examination of a whole installation finds, for whoever runs Baton."""

from dataclasses import dataclass
from typing import Literal

Grade = Literal["ok", "warning", "error"]
"""`error` keeps Baton from working; a `warning` works now, and may not tomorrow."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, and where it is not well, how to mend it."""

    part: str
    grade: Grade
    said: str
    mend: str = ""


def worst(findings: list[Finding]) -> Grade:
    """How the whole is."""
    grades = {finding.grade for finding in findings}
    if "error" in grades:
        return "error"
    return "warning" if "warning" in grades else "ok"
