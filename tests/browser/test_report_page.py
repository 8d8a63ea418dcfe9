"""A review's page in a real browser: on a phone, in the dark, and with nothing else to reach."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Request

from bot.views.review_page import page
from tests.review_sample import KOREAN, MADE, book, sample

pytestmark = pytest.mark.browser

_BRIGHTEST = (
    "Math.max(...getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number))"
)


async def test_it_fits_a_phone_loads_nothing_and_knows_the_dark(browser: Browser, tmp_path: Path) -> None:
    """Nothing scrolls sideways, no address is asked for, plots change with the page."""
    book_ = book()
    path = tmp_path / "report.html"
    path.write_text(page(sample("month", book_), book_, KOREAN, MADE), encoding="utf-8")
    shown = await browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    asked: list[Request] = []
    said: list[ConsoleMessage] = []
    shown.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - a bound method of a list is not taken
    shown.on("console", lambda message: said.append(message))  # noqa: PLW0108 - the same
    await shown.goto(path.as_uri())
    assert await shown.evaluate("document.documentElement.scrollWidth") == 390
    assert await shown.get_by_role("img").count() == 3
    assert await shown.get_by_role("table").count() == 3
    assert await shown.evaluate(_BRIGHTEST) < 60
    bar = shown.locator("svg rect[rx]").first
    assert await bar.evaluate("bar => getComputedStyle(bar).fill") == "rgb(141, 184, 238)"
    await shown.emulate_media(color_scheme="light")
    assert await bar.evaluate("bar => getComputedStyle(bar).fill") == "rgb(31, 58, 95)"
    assert [request.url for request in asked] == [path.as_uri()]
    assert said == []
    await shown.close()
