"""Wording help for a note to a colleague: rules one can read. It advises; only an insult is asked to be reworded."""

from bot.domain.kind_words.finding import RULES, Thought, thoughts
from bot.domain.kind_words.rules import INSTEAD, PARTS, WHY, Care, Part, Rule

__all__ = ["INSTEAD", "PARTS", "RULES", "WHY", "Care", "Part", "Rule", "Thought", "thoughts"]
