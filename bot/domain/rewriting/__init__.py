"""Saying it better: rules one can read, the team's own pairs, and a sentence mended where it can be."""

from bot.domain.rewriting.finding import RULES, Flag, flags
from bot.domain.rewriting.mending import Mend, Rewriting, rewrite
from bot.domain.rewriting.rules import WHY, Kind, Rule

__all__ = ["RULES", "WHY", "Flag", "Kind", "Mend", "Rewriting", "Rule", "flags", "rewrite"]
