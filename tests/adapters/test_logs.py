"""What log lines look like: one object or one line each, under the reference of what they are about."""

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from bot.adapters.logs import LogFormat, set_up_logs
from bot.ports.reference import new_reference, under_way, work_at

log = logging.getLogger("bot.somewhere")


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(form: LogFormat | None = None, level: str = "INFO", out: StringIO | None = None) -> StringIO:
    """Where lines go from now on."""
    stream = out or StringIO()
    set_up_logs(level, form, stream)
    return stream


def objects(stream: StringIO) -> list[dict[str, Any]]:
    """The lines, each read as JSON."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_an_object_that_says_when_where_and_what() -> None:
    """Korean stays readable; what is below the level is not written."""
    out = logged("json")
    log.debug("too small")
    log.warning("%s 이 멈췄습니다", "support")
    [line] = objects(out)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "pid": os.getpid(),
        "logger": "bot.somewhere",
        "message": "support 이 멈췄습니다",
    }
    assert "멈췄습니다" in out.getvalue()


def test_what_is_under_way_stands_on_its_lines_alone() -> None:
    """Its reference and its name; afterwards neither."""
    out = logged("json")
    with under_way("night") as reference:
        log.info("inside")
    log.info("outside")
    inside, outside = objects(out)
    assert (inside["ref"], inside["what"]) == (reference, "night")
    assert "ref" not in outside


async def test_work_behind_an_answer_keeps_its_reference() -> None:
    """Two at once do not take each other's."""
    out = logged("json")

    async def later(number: int) -> None:
        await asyncio.sleep(0)
        log.info("later %d", number)

    async def request(number: int) -> tuple[str, asyncio.Task[None]]:
        return work_at(f"command {number}"), asyncio.create_task(later(number))

    begun = await asyncio.gather(*(asyncio.create_task(request(number)) for number in range(3)))
    await asyncio.gather(*(task for _, task in begun))
    told = {line["message"]: line["ref"] for line in objects(out)}
    assert told == {f"later {number}": reference for number, (reference, _) in enumerate(begun)}


def test_a_reference_can_be_read_aloud_and_is_nobody_elses() -> None:
    """Eight capital letters and digits."""
    many = {new_reference() for _ in range(1000)}
    assert len(many) == 1000
    assert all(len(one) == 8 and one.isascii() and one == one.upper() and one.isalnum() for one in many)


def test_at_a_terminal_it_is_text_and_elsewhere_json() -> None:
    """Unless one is asked for."""
    for out, form, is_text in (
        (_Terminal(), None, True),
        (StringIO(), None, False),
        (_Terminal(), "json", False),
        (StringIO(), "text", True),
    ):
        logged(form, out=out)  # type: ignore[arg-type]  # the loop's tuple widens the literal
        log.info("hello")
        assert out.getvalue().startswith("{") is not is_text


def test_text_names_the_reference_at_the_end_of_the_first_line() -> None:
    """Where the eye finds it."""
    out = logged("text")
    with under_way("escalation") as reference:
        log.info("asked")
    assert out.getvalue().rstrip().endswith(f"INFO bot.somewhere: asked [{reference} escalation]")


@pytest.mark.parametrize("form", ["json", "text"])
def test_nobody_can_forge_a_line(form: LogFormat) -> None:
    """What a name brings along is not taken for a line of ours, nor for a colour of the terminal."""
    out = logged(form)
    log.info("named %s", "Bob\n2026-01-01 00:00:00,000 ERROR bot: all lost\r\x1b[31mred\u2028more")
    lines = out.getvalue().splitlines()
    assert not [line for line in lines[1:] if not line.startswith("    ")]
    assert "\x1b" not in out.getvalue()
    assert "\r" not in out.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_tokens_are_taken_out_of_messages_and_traces(form: LogFormat) -> None:
    """Whoever wrote them, and without the values of variables."""
    out = logged(form)
    hidden = "a customer's words"

    def fails(words: str) -> None:
        raise ValueError(f"bad token xoxb-123-abc, {len(words)} letters")

    try:
        fails(hidden)
    except ValueError:
        log.exception("it broke with xapp-1-A-2")
    told = out.getvalue()
    assert "xoxb-123" not in told
    assert "xapp-1" not in told
    assert hidden not in told
    assert "ValueError" in told
