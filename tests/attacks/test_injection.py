"""Names, texts, links and mentions that want to be more than words: in what Baton posts, in its log, in its files."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.adapters.logs import set_up_logs
from playground.driver import LocalSlack
from playground.wire import Json
from tests.attacks.day import Day, made_in
from tests.attacks.hands import Field
from tests.attacks.stock import carried, every_route, filled_in, seen_by_anybody, values_for
from tests.conversations.conftest import slack
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.stage import Stage, free_port

__all__ = ["slack"]

NASTY = (
    "<!channel> <!here|x> <@U02BOB> <#C1|x> <!subteam^S0EVIL1> <https://evil.example|https://bank.example> "
    "<javascript:alert(1)|click> &lt;!channel&gt; \u202e *bold\nINFO forged: a line of the log \x1b[31m"
)
AS_SLACK_SENDS_IT = NASTY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
PINGS = re.compile(r"<!(?!date\^|subteam\^S0123ABC)|<javascript:|<https://evil|<#C1\|")
"""What Slack would make more of than words; dates are ours, and so is the group that the file asks."""


def parsed(node: object) -> Iterator[str]:
    """Every text that Slack parses: `mrkdwn` objects, and what is not said to be plain."""
    if isinstance(node, dict):
        if node.get("type") in {"mrkdwn", "markdown"}:
            yield str(node.get("text"))
        for inner in node.values():
            yield from parsed(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from parsed(inner)


def said(slack: LocalSlack) -> Iterator[str]:
    """The same of all that Baton ever sent."""
    for call in slack.calls():
        if isinstance(call.args.get("text"), str):
            yield str(call.args["text"])
        for name in ("blocks", "view", "attachments"):
            held = call.args.get(name)
            yield from parsed(json.loads(held) if isinstance(held, str) else held)


async def test_words_stay_words(slack: LocalSlack, tmp_path: Path) -> None:
    """Every field of every form and every command filled with them, by somebody whose name is like that, too."""
    await slack.person("noah").is_now(name=NASTY)
    marks = Marks(Random(0))  # noqa: S311 - the same in every run
    stage = Stage(slack, marks, Judge(marks), tmp_path / "data", free_port(), [])
    async with stage.serving():
        day = Day(stage)
        await day.hand_overs()
        await day.promises()
        day.made = await made_in(stage)
        stock, seen = carried(day), seen_by_anybody(day)
        for key in ("noah", "dohyun"):
            who = day.who(key)
            for command in every_route().commands:
                for text in (
                    AS_SLACK_SENDS_IT,
                    NASTY,
                    f"<@{day.who('minjun').id}> thank you {AS_SLACK_SENDS_IT}",
                ):
                    await who.types(command, text)
            for name in every_route().views:
                nasty = {field: _nasty(held) for field, held in filled_in(day, who).items()}
                for value in values_for(name, stock, seen)[:1]:
                    await who.submits(name, value or "{}", nasty)
            await stage.idle()
        await slack.forward(hours=9, minutes=2)
        await stage.idle()
        answered = [json.loads(one) for hands in day.people.values() for one in hands.read]
    found = [text for text in said(slack) if PINGS.search(text)]
    assert found == []
    assert [text for text in _acknowledged(answered) if PINGS.search(text)] == []


def _nasty(held: Field) -> Field:
    return AS_SLACK_SENDS_IT[:290] if isinstance(held, str) and held.startswith("forged words") else held


def _acknowledged(answered: list[Json]) -> Iterator[str]:
    for one in answered:
        if isinstance(one.get("text"), str):
            yield one["text"]
        yield from parsed(one)


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_writes_lines_of_the_log(form: str, tmp_path: Path) -> None:
    """A name with the end of a line in it stays in its line, and colours nothing."""
    before, path = logging.getLogger().handlers[:], tmp_path / "log"
    try:
        with path.open("w", encoding="utf-8") as stream:
            set_up_logs("INFO", "json" if form == "json" else "text", stream)
            logging.getLogger("bot").warning("somebody called %s\r\n\u2028asked", NASTY)
    finally:
        logging.getLogger().handlers[:] = before
    text = path.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert not re.search(r"^INFO", text, re.MULTILINE)
    assert "\u2028" not in text
