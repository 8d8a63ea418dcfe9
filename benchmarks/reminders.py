"""What a channel's message costs: in channels that did not ask, ordinary ones in those that did, and true cases.

    .venv/bin/python -m benchmarks.reminders [--words]

Goes through the decision as the front door does, on one core, on the default files: first whether the message is heeded
at all (every message of every channel Baton is in), then, for the few in the frame, the decision itself.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.adapters import semantic
from bot.config.loading import load
from bot.domain.matching import Matcher
from bot.domain.reminding import Reminding, about_a_customer
from bot.services.handbook import situation_entries
from tests.understanding.ordinary import messages

ROOT = Path(__file__).parents[1]


def timed(what: Callable[[str], object], texts: Sequence[str]) -> str:
    """Milliseconds a message: median and the 99th of a hundred."""
    took = []
    for text in texts:
        began = time.perf_counter()
        what(text)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return f"p50 {statistics.median(took):7.4f} ms   p99 {took[int(len(took) * 0.99)]:7.4f} ms"


def main() -> None:
    """Print a line each."""
    options = argparse.ArgumentParser()
    options.add_argument("--words", action="store_true", help="without the sentence encoder")
    words = options.parse_args().words
    _, philosophy = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()
    entries, daily = situation_entries(philosophy), philosophy.not_for_us.both
    sense = None if words else semantic.load_semantic(entries, not_for_us=daily)
    reminding = Reminding(Matcher(entries, not_for_us=daily, semantic=sense), entries)
    reminding.worth("고객님이 화나셨는데 어떻게 하죠?")
    ordinary = [text for text, _ in messages(2000)]
    lines = (ROOT / "tests/understanding/reminders.jsonl").read_text("utf-8").splitlines()
    true = [case["text"] for case in map(json.loads, lines) if case["situation"]]
    asked = {"C0OTHER"}
    print(f"a channel that did not ask   {timed(lambda _: 'C0THIS' in asked, ordinary)}")
    print(f"one that did, ordinary       {timed(reminding.worth, ordinary)}")
    print(f"one that did, the frame      {timed(about_a_customer, true)}")
    print(f"one that did, a true case    {timed(reminding.worth, true)}")


if __name__ == "__main__":
    main()
