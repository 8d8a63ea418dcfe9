"""Bold words show as bold."""

import ast
import re
from pathlib import Path

import bot.views

UNSEEN = re.compile(r"\S\*[가-힣]")


def sentences(source: str) -> list[str]:
    """The texts of a module, with a letter in place of what is filled in."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
            found.append("".join(str(part) for part in parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


def test_no_particle_follows_a_closing_star() -> None:
    """Slack draws `*김지민*님` as it stands, stars and all: after the star comes a space or a sign."""
    folder = Path(bot.views.__path__[0])
    wrong = [
        f"{path.name}: {text}"
        for path in sorted(folder.glob("*.py"))
        for text in sentences(path.read_text(encoding="utf-8"))
        if UNSEEN.search(text)
    ]
    assert wrong == []
