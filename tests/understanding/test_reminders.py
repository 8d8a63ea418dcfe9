"""Reminders that come by themselves: how often they are right to speak, and how seldom they do when nobody asked.

`reminders.jsonl` is what the frame was set on; `reminders_unseen.jsonl` was written before that, and is only ever
looked at as figures. `judge_reminders.jsonl` and `judge_reminders_later.jsonl` are a third hand's: README.md here.
`ordinary.py` makes the two thousand messages of the soak. Run with -s to read the figures.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters import semantic
from bot.config.loading import load
from bot.domain.matching import Matcher
from bot.domain.reminding import Reminding
from bot.services.handbook import situation_entries
from tests.understanding.ordinary import messages
from tests.understanding.test_floors import read_cases

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

LEAST_FIRED = 0.40
LEAST_FIRED_ELSEWHERE = 0.35
MOST_FALSE = 0.02
"""What was promised: docs/behaviour.md, Reminders that come by themselves."""


@dataclass(frozen=True)
class Said:
    """A labelled message; None where nobody should be reminded."""

    text: str
    lang: str
    situation: str | None


def read_said(name: str) -> list[Said]:
    """The labelled messages of a file."""
    return [Said(**json.loads(line)) for line in (HERE / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module", params=["words", "meaning"])
def reminding(request: pytest.FixtureRequest) -> Reminding:
    """The decision on the default files, by words alone and with the sentence encoder."""
    _, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    entries, daily = situation_entries(philosophy), philosophy.not_for_us.both
    sense = None
    if request.param == "meaning":
        if (reason := semantic.unavailable()) is not None:
            pytest.skip(reason)
        sense = semantic.load_semantic(entries, not_for_us=daily)
    return Reminding(Matcher(entries, not_for_us=daily, semantic=sense), entries)


def fired(reminding: Reminding, cases: Sequence[Said]) -> tuple[float, float]:
    """The share of true cases that bring a reminder, and of those the share with the right situation."""
    found = [(case, worth) for case in cases if (worth := reminding.worth(case.text))]
    right = sum(worth.situation == case.situation for case, worth in found)
    return len(found) / len(cases), right / max(1, len(found))


def false_alarms(reminding: Reminding, texts: Sequence[str]) -> list[str]:
    """Those that bring a reminder though nobody should get one."""
    return [text for text in texts if reminding.worth(text)]


def figure(told: str, wrong: Sequence[str] = ()) -> None:
    """For whoever runs this with -s."""
    sys.stdout.write("\n  ".join((f"\n{told}", *wrong)))


@pytest.mark.parametrize("name", ["reminders.jsonl", "reminders_unseen.jsonl"])
def test_true_cases_bring_a_reminder_and_others_do_not(reminding: Reminding, name: str) -> None:
    """At least 40 % of the true cases of each language, nine in ten rightly; at most 2 % of the others."""
    said = read_said(name)
    others = [case.text for case in said if case.situation is None]
    wrong = false_alarms(reminding, others)
    figure(f"{name}: false alarms {len(wrong)} of {len(others)}", wrong)
    assert len(wrong) <= MOST_FALSE * len(others)
    for lang in ("ko", "en"):
        share, right = fired(reminding, [one for one in said if one.situation and one.lang == lang])
        figure(f"{name} {lang}: reminded in {share:.0%} of true cases, {right:.0%} of them rightly")
        assert share >= LEAST_FIRED
        assert right >= 0.9


@pytest.mark.parametrize("name", ["judge_reminders.jsonl", "judge_reminders_later.jsonl"])
def test_moments_written_from_the_titles_alone(reminding: Reminding, name: str) -> None:
    """A third hand's messages: a third of the true cases, nine in ten rightly; at most 2 % of the others."""
    said = read_said(name)
    others = [case.text for case in said if case.situation is None]
    wrong = false_alarms(reminding, others)
    share, right = fired(reminding, [one for one in said if one.situation])
    figure(
        f"{name}: reminded in {share:.0%}, {right:.0%} rightly, false alarms {len(wrong)} of {len(others)}",
        wrong,
    )
    assert len(wrong) <= MOST_FALSE * len(others)
    assert share >= LEAST_FIRED_ELSEWHERE
    assert right >= 0.85


def test_two_thousand_ordinary_messages(reminding: Reminding) -> None:
    """The soak: nearly nobody is reminded."""
    texts = [text for text, _ in messages(2000)]
    assert len(set(texts)) == 2000
    wrong = false_alarms(reminding, texts)
    share = len(wrong) / len(texts)
    figure(f"soak: {len(wrong)} reminders on {len(texts)} ordinary messages ({share:.2%})", wrong)
    assert len(wrong) <= MOST_FALSE * len(texts)


def test_daily_life_that_others_wrote_down(reminding: Reminding) -> None:
    """The out-of-scope messages of the other two sets, written for slash commands by other hands."""
    cases = [case for name in ("tune.jsonl", "unseen.jsonl") for case in read_cases(name)]
    texts = [case.text for case in cases if case.topic is None and case.situation is None]
    wrong = false_alarms(reminding, texts)
    figure(f"out of scope elsewhere: {len(wrong)} of {len(texts)}", wrong)
    assert len(wrong) <= MOST_FALSE * len(texts)


def test_the_sets_are_large_and_have_both_languages() -> None:
    """To set on: 150 true and 300 others; unseen: 100 and 200; half Korean, every situation; nothing in both."""
    tune, unseen = read_said("reminders.jsonl"), read_said("reminders_unseen.jsonl")
    for said, true, others in ((tune, 150, 300), (unseen, 100, 200)):
        assert sum(one.situation is not None for one in said) >= true
        assert sum(one.situation is None for one in said) >= others
        assert 0.45 <= sum(one.lang == "ko" for one in said) / len(said) <= 0.55
        assert len({one.situation for one in said} - {None}) >= 11
    assert not {one.text for one in tune if one.situation} & {one.text for one in unseen if one.situation}
