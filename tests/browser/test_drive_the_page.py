"""The page and the real bot together: a customer handed over with a mouse and a keyboard.

`BATON_SCREENSHOTS=1` also keeps what was seen, as docs/playground.png.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from playground.driver import LocalSlack
from tests.browser.conftest import SCREENSHOTS
from tests.conversations.conftest import ROOT

pytestmark = pytest.mark.browser

QUESTION = "/escalate 고객이 결제를 두 번 당했대요. 환불 승인은 누가 하나요?"
NEED = "같은 금액이 두 번 결제되었습니다. 이중결제 취소를 승인해 주세요."


@dataclass
class Desk:
    """One person at one screen."""

    page: Page
    url: str

    async def sit_down(self, person: str, channel: str) -> None:
        """Open the page as somebody, in a channel, and put the first visit's suggestions away."""
        await self.page.goto(f"{self.url}/#as={person}&channel={channel}")
        await expect(self.page.get_by_test_id("composer")).to_be_editable()
        await self.page.get_by_test_id("hints-close").click()
        await expect(self.page.get_by_test_id("hints")).to_be_hidden()

    async def become(self, person: str) -> None:
        """Another person, chosen in the switcher."""
        await self.page.get_by_test_id("person-switcher").click()
        await self.page.locator(f"[data-testid=person][data-key={person}]").click()
        await expect(self.page.get_by_test_id("composer")).to_be_editable()

    async def open_channel(self, name: str) -> None:
        """Click a channel in the sidebar."""
        await self.page.locator(f"[data-testid=channel][data-name={name}]").click()
        await expect(self.page.locator("h1")).to_have_text(name)

    async def open_app_messages(self) -> None:
        """The direct message with Baton."""
        await self.page.get_by_test_id("app").click()
        await self.page.get_by_test_id("tab-messages").click()

    async def type(self, text: str) -> None:
        """Typed and sent."""
        box = self.page.get_by_test_id("composer")
        await box.fill(text)
        await box.press("Enter")

    @property
    def last(self) -> Locator:
        """The newest message on the screen."""
        return self.page.get_by_test_id("messages").get_by_test_id("message").last

    @property
    def card(self) -> Locator:
        """The one message that tells in full what the customer needs."""
        messages = self.page.get_by_test_id("messages").get_by_test_id("message")
        return messages.filter(has_text=f"필요한 것: {NEED}")

    @property
    def modal(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_test_id("modal")

    async def picture(self, name: str, *, typed: str) -> None:
        """Keep what is on the screen under docs/, if that was asked for; `typed` stands in the composer, unsent."""
        if SCREENSHOTS:
            await self.page.get_by_test_id("composer").fill(typed)
            await self.page.mouse.move(0, 0)
            await self.page.screenshot(path=ROOT / "docs" / name)


@pytest.fixture
async def desks(browser: Browser, slack_with_baton: LocalSlack) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two screens side by side; a problem in either's console fails the test."""
    complaints: list[str] = []
    made = []
    for _ in range(2):
        page = await browser.new_page(viewport={"width": 1280, "height": 860})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        made.append(Desk(page, slack_with_baton.url))
    yield made[0], made[1]
    assert not complaints, complaints


async def test_a_customer_is_handed_over_and_taken(desks: tuple[Desk, Desk]) -> None:
    """Asked, handed over, taken by somebody else: the channel's card and the requester's both change, live."""
    desk, other = desks
    await desk.sit_down("seoyeon", "billing")
    await other.sit_down("seoyeon", "billing")
    await other.open_app_messages()

    await desk.type(QUESTION)
    await expect(desk.last).to_contain_text("최도현님")
    await expect(desk.last.locator("strong").first).to_have_text("결제·환불")
    await desk.last.get_by_role("button", name="넘기기", exact=True).click()
    need = desk.modal.get_by_role("textbox", name="고객에게 필요한 것")
    await expect(need).to_have_value(QUESTION.removeprefix("/escalate "))
    await need.fill(NEED)
    await desk.page.get_by_test_id("modal-submit").click()
    await expect(desk.modal).to_be_hidden()

    await expect(desk.card.locator(".mention")).to_have_text("@최도현")
    await expect(other.card).to_contain_text("최도현님께")

    await desk.become("dohyun")
    await desk.open_channel("billing")
    await desk.card.get_by_role("button", name="제가 맡을게요").click()
    await expect(desk.card).to_contain_text("최도현님이 맡았습니다")
    await expect(desk.card.get_by_role("button", name="제가 맡을게요")).to_have_count(0)
    await expect(other.card).to_contain_text("최도현님이 맡았습니다")

    await desk.become("seoyeon")
    await desk.open_channel("billing")
    await expect(desk.card).to_contain_text("최도현님이 맡았습니다")
    await desk.picture("playground.png", typed="/kudos @최도현 이중결제를 바로 풀어 주셔서 고맙습니다!")
