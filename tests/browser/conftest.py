"""The system's Chromium, and the local Slack with the real bot behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from playground.driver import LocalSlack
from tests.conversations.conftest import ROOT, serving_bot

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = os.environ.get("BATON_SCREENSHOTS") == "1"
"""Whether pictures for the documentation are wanted."""

DOHYUN_ON_CALL = datetime(2035, 3, 12, 1, tzinfo=UTC)
"""A Monday, 10:00 in Seoul, in one of Dohyun's weeks of the schedule `billing`; he has every third."""


def monday_morning() -> datetime:
    """Such a Monday: far ahead, so that every test sees the same days, or for pictures the nearest one."""
    if not SCREENSHOTS:
        return DOHYUN_ON_CALL
    every = timedelta(weeks=3)
    return DOHYUN_ON_CALL - (DOHYUN_ON_CALL - datetime.now(UTC)) // every * every


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the system keeps its Chromium; without one the test is skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed here")
    return found


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A headless browser; nothing is downloaded."""
    async with async_playwright() as browsers:
        started = await browsers.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture
async def slack_with_baton(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """The workspace of the example file on a Monday morning in Seoul, and the real bot in it."""
    async with LocalSlack.start(
        escalation=ROOT / "escalation.yaml", manifest=ROOT / "manifest.yaml"
    ) as slack:
        await slack.forward_to(monday_morning())
        async with serving_bot(slack, tmp_path / "data"):
            yield slack
