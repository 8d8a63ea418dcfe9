"""Which values a figure belongs to."""

import pytest

from bot.domain.language import Text
from bot.domain.measures import Measured, measured, metrics_of
from bot.domain.philosophy import Value


def value(key: str, metric: str | None) -> Value:
    """A value that names that figure."""
    return Value(id=key, name=Text(en=key), action=Text(en=f"I {key}"), metric=metric)


EASE, FAST, LOYAL, OWN = (
    value("ease", "CES"),
    value("fast", "FRT"),
    value("loyal", "CRR, AOV"),
    value("own", "smiles"),
)
VALUES = (EASE, FAST, LOYAL, OWN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CES", Measured("CES", (EASE,))),
        (" ces? ", Measured("CES", (EASE,))),
        ("aov", Measured("AOV", (LOYAL,))),
        ("smiles", Measured("smiles", (OWN,))),
        ("AHT", Measured("AHT", (FAST,), by="FRT")),
        ("NPS", Measured("NPS", ())),
    ],
)
def test_a_figure_leads_to_whatever_names_it(text: str, found: Measured) -> None:
    """By exactly its name; else to what moves together with it; else to nothing, which is told too."""
    assert measured(VALUES, text) == found


@pytest.mark.parametrize("text", ["", "my CES is low", "what is CES", "fast", "ABC"])
def test_anything_else_is_no_figure(text: str) -> None:
    """A figure inside a sentence is part of the sentence."""
    assert measured(VALUES, text) is None


def test_a_figure_of_two_values_leads_to_both() -> None:
    """In the file's order."""
    found = measured((EASE, value("two", "CES/QA")), "ces")
    assert found is not None
    assert [one.id for one in found.values] == ["ease", "two"]


def test_several_figures_are_told_apart() -> None:
    """By commas, strokes or spaces."""
    assert metrics_of(value("x", "FCR / CSAT, QA")) == ("FCR", "CSAT", "QA")
    assert metrics_of(value("x", None)) == ()
