"""The picture of a ladder on the playground's page: shown where its reader reads, in a real browser."""

import pytest
from playwright.async_api import Browser, expect

from playground.driver import LocalSlack

pytestmark = pytest.mark.browser


async def test_a_picture_is_shown_with_its_description(
    browser: Browser, slack_with_baton: LocalSlack
) -> None:
    """It loads, it is as wide as a phone allows, and a screen reader says the ladder."""
    seoyeon = slack_with_baton.person("seoyeon")
    await seoyeon.types("#support", "/escalate map 환불")
    await seoyeon.sees("@bot", "결제·환불")
    page = await browser.new_page(viewport={"width": 390, "height": 844})
    await page.goto(f"{slack_with_baton.url}/#as=seoyeon&app=messages")
    picture = page.get_by_test_id("file").get_by_role("img")
    await expect(picture).to_be_visible()
    assert "1. 최도현님" in (await picture.get_attribute("alt") or "")
    loaded = "image => image.decode().then(() => image.naturalWidth)"
    assert await picture.evaluate(loaded) == 1080
    box = await picture.bounding_box()
    assert box is not None
    assert 200 < box["width"] <= 360
    assert box["x"] + box["width"] <= 390
