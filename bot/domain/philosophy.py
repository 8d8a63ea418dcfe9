"""What the team stands for, as values.yaml tells it: values, and the situations that bring them up."""

import re
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StrictInt, WithJsonSchema, model_validator

from bot.domain.language import Frozen, Text, Texts
from bot.domain.scalars import Day, Duration


class Value(Frozen):
    """Something the team stands for, as an action one can take."""

    id: str
    name: Text
    action: Annotated[
        Text,
        Field(
            examples=[
                {"ko": "나는 말을 끊지 않고 끝까지 듣습니다.", "en": "I let people finish before I answer."}
            ]
        ),
    ]
    letter: Annotated[str, Field(min_length=1, max_length=2)] | None = None
    emoji: str | None = None
    why: Text | None = None
    metric: str | None = None
    example: Text | None = None
    review_by: Day | None = None
    by_role: dict[str, Text] = Field(default_factory=dict)
    by_department: dict[str, Text] = Field(default_factory=dict)
    questions: tuple[Text, ...] = ()


class Avoid(Frozen):
    """Words that hurt, and better ones."""

    wrong: Text
    better: Text


class Steps(Frozen):
    """The feeling first, then the solution, then the next step."""

    feeling: Text | None = None
    solution: Text | None = None
    next: Text | None = None


class Shared(Frozen):
    """A phrase, or a case to learn from, that a colleague shared, with whose it is: `export values` writes these."""

    text: Text
    by: Text
    kind: Literal["phrase", "case"] = "phrase"
    edited_by: Text | None = None


class Variant(Frozen):
    """One side of a situation, such as one's own mistake or the company's. What it leaves out is the situation's.

    `keywords` are the words by which it is the one shown first.
    """

    title: Text
    keywords: Texts = Texts()
    steps: Steps = Steps()
    say: Texts = Texts()
    avoid: tuple[Avoid, ...] = ()
    closing: Text | None = None


class Situation(Frozen):
    """Something that happens with customers, and the value that helps there."""

    value: str
    title: Text
    keywords: Texts = Texts()
    examples: Texts = Texts()
    steps: Steps = Steps()
    say: Texts = Texts()
    avoid: tuple[Avoid, ...] = ()
    closing: Text | None = None
    why: Text | None = None
    shared: tuple[Shared, ...] = ()
    variants: dict[str, Variant] = Field(default_factory=dict)

    def side(self, variant: str | None) -> Self:
        """The situation in the words of one of its variants; itself where there is none of that name."""
        chosen = self.variants.get(variant or "")
        if chosen is None:
            return self
        steps, own = chosen.steps, self.steps
        return self.model_copy(
            update={
                "steps": Steps(
                    feeling=steps.feeling or own.feeling,
                    solution=steps.solution or own.solution,
                    next=steps.next or own.next,
                ),
                "say": chosen.say if chosen.say.both else self.say,
                "avoid": chosen.avoid or self.avoid,
                "closing": chosen.closing or self.closing,
            }
        )

    def side_told_of(self, text: str) -> str | None:
        """The variant whose keywords the text holds most of, else the first; None without variants."""
        words = f" {' '.join(text.casefold().split())}"
        told = {key: _hits(variant.keywords, words) for key, variant in self.variants.items()}
        return max(told, key=lambda key: told[key], default=None)


def _hits(keywords: Texts, words: str) -> int:
    """How many of the keywords begin a word there: Korean endings may follow, English ones as well."""
    return sum(f" {keyword.casefold()}" in words for keyword in keywords.both)


_ALSO_KNOWN_AS = {"thumbsup": "+1", "thumbsdown": "-1"}
"""Names of emoji that Slack's events tell by another."""

_EMOJI = re.compile(r"[\w'+-]+")


def parse_emoji(text: object) -> str:
    """Read an emoji's name, with or without colons and skin tone, as Slack's events tell it: `raised_hands`.

    Raises:
        ValueError: with a sentence that shows how to write it.
    """
    bare = text.strip().strip(":").partition("::")[0].casefold() if isinstance(text, str) else ""
    if not _EMOJI.fullmatch(bare):
        raise ValueError(
            f'"{text}" is not the name of an emoji; write it as Slack names it, for example raised_hands or "+1"'
        )
    return _ALSO_KNOWN_AS.get(bare, bare)


EmojiName = Annotated[
    str,
    BeforeValidator(parse_emoji),
    WithJsonSchema({"type": "string", "examples": ["raised_hands", ":pray:"]}),
]
"""The name of an emoji."""


class KudosRules(Frozen):
    """Caps of kudos: per giver and local day of their team; `text` is shortest and longest, in characters.

    A Hangul syllable counts twice toward the shortest (`bot.domain.kudos.told_length`). `reaction` is the emoji
    that thanks the author of a message; `value` says whether thanks name a value.
    """

    per_day: Annotated[StrictInt, Field(ge=1, le=1000)] = 5
    leads_per_day: Annotated[StrictInt, Field(ge=1, le=1000)] = 20
    recipients: Annotated[StrictInt, Field(ge=1, le=100)] = 10
    text: tuple[Annotated[StrictInt, Field(ge=1)], Annotated[StrictInt, Field(le=2000)]] = (20, 500)
    reaction: EmojiName | None = None
    value: Literal["optional", "should", "must"] = "optional"

    @model_validator(mode="after")
    def _shortest_first(self) -> Self:
        if self.text[0] > self.text[1]:
            raise ValueError("text is [shortest, longest], and the first is larger than the second")
        return self


Writer = Literal["peer", "teammate", "member", "lead", "self"]

LONGEST_KEEP_TEXT = timedelta(days=365)
"""A question people typed is erased after a year at the latest."""


class CorrectionRules(Frozen):
    """Who may write a correction, how long one is kept after delivery, and when it is delivered.

    `show_to` are people of escalation.yaml, such as those of HR, to whom a reader may show one, beside their lead.
    """

    may_write: tuple[Writer, ...] = ("peer", "lead", "self")
    retention: Duration = timedelta(days=90)
    deliver: Literal["tonight", "next_morning"] = "tonight"
    show_to: tuple[str, ...] = ()


class LearningRules(Frozen):
    """What is kept of what people ask, beside counts: without `keep_text` no word, else each text that long.

    `people` is how many different ones must have asked in the same words before those are proposed as an example.
    """

    keep_text: Duration | None = None
    people: Annotated[StrictInt, Field(ge=1, le=20)] = 2

    @model_validator(mode="after")
    def _not_for_ever(self) -> Self:
        if self.keep_text is not None and not timedelta(days=1) <= self.keep_text <= LONGEST_KEEP_TEXT:
            raise ValueError("keep_text is from 1d to 365d: what people type is not kept for ever")
        return self


class GoodScores(Frozen):
    """From these scores up a customer's answer is good."""

    csat: Annotated[StrictInt, Field(ge=1, le=5)] = 4
    ces: Annotated[StrictInt, Field(ge=1, le=7)] = 6


class PoorScores(Frozen):
    """From these scores down a customer's answer is poor."""

    csat: Annotated[StrictInt, Field(ge=1, le=5)] = 2
    ces: Annotated[StrictInt, Field(ge=1, le=7)] = 3


class SurveyRules(Frozen):
    """What customers' answers come to; in between they are only counted."""

    good: GoodScores = GoodScores()
    poor: PoorScores = PoorScores()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.poor.csat >= self.good.csat or self.poor.ces >= self.good.ces:
            raise ValueError("what is poor ends below what is good: poor must be the smaller score")
        return self


class LibraryRules(Frozen):
    """How long an accepted phrase or case stands before its approvers are asked to read it again."""

    review_after: Duration = timedelta(days=365)


class Philosophy(Frozen):
    """The whole of values.yaml."""

    version: Literal[1]
    purpose: Text
    vision: Text
    filter_question: Text | None = None
    filter_questions: tuple[Text, ...] = ()
    acronym: str | None = None
    approvers: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    values: Annotated[tuple[Value, ...], Field(min_length=1)]
    situations: dict[str, Situation] = Field(default_factory=dict)
    not_for_us: Texts = Texts()
    kudos: KudosRules = KudosRules()
    corrections: CorrectionRules = CorrectionRules()
    practices: LibraryRules = Field(default=LibraryRules(), alias="library")
    learning: LearningRules = LearningRules()
    surveys: SurveyRules = SurveyRules()

    def value(self, key: str) -> Value | None:
        """The value of that id."""
        return next((value for value in self.values if value.id == key), None)
