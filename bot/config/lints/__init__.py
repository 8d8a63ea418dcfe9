"""What works in values.yaml and helps nobody: words without an action, promises nobody can keep, figures without a value.

Lints are pure functions over the located tree, so that a file with an error elsewhere is read too. Each says which
item it is, what is wrong with it, and how it could read instead.
"""

from collections.abc import Sequence
from datetime import date

from bot.config.checking import Checked
from bot.config.lints.figures import figures
from bot.config.lints.phrases import phrases
from bot.config.lints.values import values
from bot.config.problems import Problem
from bot.domain.team_file import TeamFile


def honest(file: Checked, team_file: TeamFile | None, today: date) -> Sequence[Problem]:
    """Every warning, in the order of the file's lines. `today` is the local date at which reviews fall due.

    Promises of "always" are held against the hours of `team_file`; without it they are not looked at.
    """
    read = Checked(file.name, file.root)
    values(read, today)
    figures(read)
    phrases(read, team_file)
    return tuple(sorted(dict.fromkeys(read.problems), key=lambda one: (one.line, one.col, one.message)))
