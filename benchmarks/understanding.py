"""How long it takes to find what a message is about, on one core, with the sentence encoder and without.

    OMP_NUM_THREADS=1 taskset -c 0 .venv/bin/python benchmarks/understanding.py

Asks the example files every message of tests/understanding, in an order of its own, each once. The baseline, in the
same run, is what one would write first: rapidfuzz's idea in the standard library, `difflib` over the keywords.
Wall-clock time is what a person waits; the processor's time tells it from what else the machine did meanwhile. Not a
test: a busy machine is no bug.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from bot.adapters import semantic
from bot.config.loading import load
from bot.domain.decision import Entry
from bot.domain.matching import Matcher
from bot.services.answer import scored_of
from bot.services.handbook import situation_entries, topic_entries

ROOT = Path(__file__).parents[1]
SETS = ("tune", "unseen", "short", "several")
Ask = Callable[[str], object]


def messages(seed: int) -> list[str]:
    """Every labelled message once, shuffled."""
    texts = [
        json.loads(line)["text"]
        for name in SETS
        for line in (ROOT / "tests/understanding" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    found = list(dict.fromkeys(texts))
    random.Random(seed).shuffle(found)  # noqa: S311 - the same order every time, not a secret
    return found


def alike(entries: Sequence[Entry]) -> Ask:
    """The baseline: the keyword most alike, letter by letter."""
    words = [(entry.id, keyword.lower()) for entry in entries for keyword in entry.keywords]
    finder = SequenceMatcher(autojunk=False)

    def ask(text: str) -> str:
        finder.set_seq2(text.lower())

        def likeness(pair: tuple[str, str]) -> float:
            finder.set_seq1(pair[1])
            return finder.quick_ratio()

        return max(words, key=likeness)[0]

    return ask


def explained(matcher: Matcher) -> Ask:
    """Matching, and reading the words behind everything that is shown."""
    return lambda text: [scored.because for scored in scored_of(matcher.match(text))]


def timed(ask: Ask, texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each question: on the wall, and of the processor."""
    wall, processor = [], []
    for text in texts:
        begun, worked = time.perf_counter(), time.thread_time()
        ask(text)
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
    return sorted(wall), sorted(processor)


def at(figures: Sequence[float], part: float) -> float:
    """A percentile."""
    return figures[min(len(figures) - 1, int(len(figures) * part))]


def ways_to_ask(texts: Sequence[str]) -> dict[str, tuple[Ask, Sequence[str]]]:
    """Each with what it is asked; the first is the baseline, asked a part of it."""
    file, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    topics, situations, daily = topic_entries(file), situation_entries(philosophy), philosophy.not_for_us.both
    words = Matcher(topics, not_for_us=daily)
    ways: dict[str, tuple[Ask, Sequence[str]]] = {
        "baseline: difflib over keywords": (alike(topics), texts[:: max(1, len(texts) // 60)]),
        "by words": (words.match, texts),
        "by words, and why": (explained(words), texts),
    }
    if (reason := semantic.unavailable()) is None:
        full, beside = (
            Matcher(entries, not_for_us=daily, semantic=semantic.load_semantic(entries, not_for_us=daily))
            for entries in (topics, situations)
        )
        ways |= {
            "with the encoder": (full.match, texts),
            "with the encoder, and why": (explained(full), texts),
            "topic and situation": (lambda text: (full.match(text), beside.match(text)), texts),
        }
    else:
        print(reason)
    print(f"{len(texts)} messages, {len(topics)} topics; load {os.getloadavg()[0]:.1f}")
    return ways


def main() -> None:
    """Time every way of asking, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--first", type=int, default=600, help="so many messages (the baseline: a tenth of them)"
    )
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    ways = ways_to_ask(messages(given.seed)[: given.first])
    print(
        f"{'milliseconds a question':34}{'p50':>8}{'p99':>8}{'cpu p50':>9}{'cpu p99':>9}{'of baseline':>13}"
    )
    base = 0.0
    for name, (ask, asked) in ways.items():
        ask(asked[0])
        wall, processor = timed(ask, asked)
        base = base or at(processor, 0.5)
        cells = f"{at(wall, 0.5):>8.2f}{at(wall, 0.99):>8.2f}{at(processor, 0.5):>9.2f}{at(processor, 0.99):>9.2f}"
        print(f"{name:34}{cells}{at(processor, 0.5) / base:>13.3f}", flush=True)


if __name__ == "__main__":
    main()
