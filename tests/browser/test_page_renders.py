"""The playground's page in a real browser, with a bot of a few lines behind the real protocol."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Options, Playground

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

ESCALATION = """
workspace: {time_zone: Asia/Seoul, language: ko}
people:
  jimin: {name: {ko: 김지민, en: Jimin Kim}, time_zone: Asia/Seoul, language: ko, roles: [lead]}
  bob: {name: {en: Bob Brown}, time_zone: Europe/Berlin, language: en, roles: [agent]}
teams:
  support: {lead: jimin, members: [bob], channel: "#support", night: {time: "19:00", days: daily, channel: "#support"}}
"""

MANIFEST = """
display_information: {name: Tester}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false}
  bot_user: {display_name: tester}
  slash_commands:
    - {command: /form, description: Opens a form, usage_hint: anything, should_escape: true}
    - {command: /secret, description: Answers you alone, should_escape: true}
oauth_config: {scopes: {bot: [commands, "chat:write", "chat:write.public"]}}
settings: {interactivity: {is_enabled: true}, socket_mode_enabled: true, event_subscriptions: {bot_events: [app_home_opened]}}
"""


def words(text: str) -> dict[str, str]:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def form(hint: str) -> dict[str, Any]:
    """A modal whose first field tells the app when it changes."""
    colours = [{"text": words(name), "value": name} for name in ("red", "green")]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": words("A form"),
        "submit": words("Send it"),
        "blocks": [
            {
                "type": "input",
                "block_id": "colour",
                "dispatch_action": True,
                "label": words("Colour"),
                "element": {"type": "static_select", "action_id": "colour", "options": colours},
            },
            {
                "type": "input",
                "block_id": "story",
                "label": words("Story"),
                "hint": words(hint),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "story",
                    "multiline": True,
                    "min_length": 5,
                },
            },
        ],
    }


def form_bot(client: AsyncWebClient) -> AsyncApp:
    """A bot that opens a form, refuses its first story, and can keep a secret."""
    app = AsyncApp(client=client, token=client.token, request_verification_enabled=False)

    @app.command("/form")
    async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form("first hint"))

    @app.command("/secret")
    async def keep_secret(ack: AsyncAck) -> None:
        await ack(text="for you *alone*", response_type="ephemeral")

    @app.action("colour")
    async def chosen(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=form("second hint"))

    @app.view("form")
    async def submitted(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient) -> None:
        story = view["state"]["values"]["story"]["story"]["value"]
        if "dragon" not in story:
            await ack(response_action="errors", errors={"story": "There is no dragon in it."})
            return
        await ack()
        await client.chat_postMessage(channel="#support", text=f"A story: {story}")

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        blocks = [{"type": "header", "text": words(":wave: Your own page")}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    return app


@dataclass
class Town:
    """A playground, the bot's way to speak, and a browser page."""

    playground: Playground
    client: AsyncWebClient
    page: Page

    async def open(self, person: str) -> None:
        """The page as that person sees #support, without the first visit's suggestions."""
        await self.page.goto(f"{self.playground.address}/#as={person}&channel=support")
        await expect(self.page.get_by_test_id("composer")).to_be_editable()
        if await self.page.get_by_test_id("hints").is_visible():
            await self.page.get_by_test_id("hints-close").click()

    async def become(self, key: str) -> None:
        """Another person, chosen in the switcher."""
        await self.page.get_by_test_id("person-switcher").click()
        await self.page.locator(f"[data-testid=person][data-key={key}]").click()

    async def type(self, text: str) -> None:
        """Typed and sent."""
        box = self.page.get_by_test_id("composer")
        await box.fill(text)
        await box.press("Enter")

    @property
    def messages(self) -> Locator:
        """Those of the channel."""
        return self.page.get_by_test_id("messages").get_by_test_id("message")


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """A workspace of two people and an app of two commands."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium is installed here")
    files = Options(escalation=tmp_path / "escalation.yaml", manifest=tmp_path / "manifest.yaml")
    files.escalation.write_text(ESCALATION, encoding="utf-8")
    files.manifest.write_text(MANIFEST, encoding="utf-8")
    return files


@pytest.fixture
async def town(options: Options) -> AsyncIterator[Town]:
    """Everything running; a problem in the page's console fails the test."""
    playground = Playground(options)
    complaints: list[str] = []
    async with playground.listening(), async_playwright() as browsers:
        client = AsyncWebClient(token=playground.tokens.bot, base_url=f"{playground.address}/api/")
        link = AsyncSocketModeHandler(form_bot(client), playground.tokens.app)
        await link.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        browser = await browsers.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        yield Town(playground, client, page)
        await browser.close()
        await link.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    assert not complaints, complaints


async def test_words_are_styled_and_never_become_markup(town: Town) -> None:
    """Text is drawn as Slack draws it, Hangul included, and what a person wrote stays text."""
    await town.open("bob")
    await town.client.chat_postMessage(
        channel="#support",
        text="*bold* _thin_ ~gone~ `code` *김지민*님 :tada: &lt;img src=x onerror=alert(1)&gt;\n> quoted",
    )
    body = town.messages.last
    # in Slack too, a particle right after *…* keeps it plain
    await expect(body.locator("strong")).to_have_text("bold")
    await expect(body.locator("em")).to_have_text("thin")
    await expect(body.locator("s")).to_have_text("gone")
    await expect(body.locator("code")).to_have_text("code")
    await expect(body.locator("blockquote")).to_have_text("quoted")
    await expect(body).to_contain_text("🎉 <img src=x onerror=alert(1)>")
    await expect(body.locator("img")).to_have_count(0)


async def test_a_form_keeps_what_was_typed_when_the_app_changes_it(town: Town) -> None:
    """An update with the same ids leaves typed text, choice and focus where they were; errors stand under their field."""
    await town.open("bob")
    await town.type("/form now")
    modal = town.page.get_by_test_id("modal")
    story = modal.get_by_role("textbox", name="Story")
    await story.fill("abc")
    await modal.get_by_role("combobox", name="Colour").click()
    await modal.get_by_role("option", name="green").click()
    await expect(modal).to_contain_text("second hint")
    await expect(story).to_have_value("abc")
    await expect(modal.get_by_role("combobox", name="Colour")).to_have_value("green")
    await modal.get_by_role("button", name="Send it").click()
    await expect(modal.get_by_text("At least 5 characters, please.")).to_be_visible()
    await story.fill("a story of cats")
    await modal.get_by_role("button", name="Send it").click()
    await expect(modal.get_by_text("There is no dragon in it.")).to_be_visible()
    await story.fill("a dragon came")
    await modal.get_by_role("button", name="Send it").click()
    await expect(modal).to_be_hidden()
    await expect(town.messages.last).to_contain_text("A story: a dragon came")


async def test_escape_closes_the_form_and_gives_the_focus_back(town: Town) -> None:
    """Escape in an open list closes the list alone; the next one closes the form."""
    await town.open("bob")
    await town.type("/form")
    modal = town.page.get_by_test_id("modal")
    colour = modal.get_by_role("combobox", name="Colour")
    await colour.click()
    await expect(modal.get_by_test_id("option")).to_have_count(2)
    await colour.press("Escape")
    await expect(modal.get_by_test_id("option")).to_have_count(0)
    await expect(modal).to_be_visible()
    await colour.press("Escape")
    await expect(modal).to_be_hidden()
    await expect(town.page.get_by_test_id("composer")).to_be_focused()


async def test_an_answer_for_one_is_seen_by_one(town: Town) -> None:
    """Another person in the same channel does not see what only bob may see."""
    await town.open("bob")
    await town.type("/secret")
    await expect(town.messages.last).to_contain_text("Only visible to you")
    await expect(town.messages.last.locator("strong")).to_have_text("alone")
    await town.become("jimin")
    await expect(town.page.get_by_test_id("composer")).to_have_attribute(
        "placeholder", "#support에 메시지 보내기"
    )
    await expect(town.messages).to_have_count(0)


async def test_news_arrives_while_one_types(town: Town) -> None:
    """A message of somebody else appears without a reload, and half-typed words and history stay."""
    await town.open("jimin")
    box = town.page.get_by_test_id("composer")
    await town.type("안녕하세요 @Bob Brown")
    await expect(town.messages.last.locator(".mention")).to_have_text("@Bob Brown")
    await box.fill("half a sen")
    await town.client.chat_postMessage(channel="#support", text="news")
    await expect(town.messages.last).to_contain_text("news")
    await expect(box).to_have_value("half a sen")
    await box.fill("")
    await box.press("ArrowUp")
    await expect(box).to_have_value("안녕하세요 @Bob Brown")


async def test_a_thread_opens_beside_the_channel(town: Town) -> None:
    """Replies stand in the thread, their number under the message; commands are refused there, as in Slack."""
    await town.open("bob")
    await town.type("who can help?")
    await town.messages.last.hover()
    await town.messages.last.get_by_test_id("reply-in-thread").click()
    thread, box = town.page.get_by_test_id("thread"), town.page.get_by_test_id("thread-composer")
    await box.fill("I can")
    await box.press("Enter")
    await expect(thread.get_by_test_id("message")).to_have_count(2)
    await expect(town.messages).to_have_count(1)
    await expect(town.page.get_by_test_id("thread-open")).to_have_text("1 reply")
    await box.fill("/secret")
    await box.press("Enter")
    await expect(town.page.get_by_test_id("toast")).to_contain_text("cannot be used in threads")


async def test_the_app_has_a_home_and_messages(town: Town) -> None:
    """Opening the app shows the page it publishes; its Messages tab is a conversation with it."""
    await town.open("bob")
    await town.page.get_by_test_id("app").click()
    await expect(town.page.get_by_test_id("home")).to_have_text("👋 Your own page")
    await town.page.get_by_test_id("tab-messages").click()
    await town.type("hello, app")
    await expect(town.messages.last).to_contain_text("hello, app")


async def test_the_clock_moves_forward(town: Town) -> None:
    """The buttons move the workspace's clock and the bar says by how much."""
    await town.open("bob")
    await town.page.get_by_test_id("clock-60").click()
    await town.page.get_by_test_id("clock-15").click()
    await expect(town.page.get_by_test_id("clock-offset")).to_have_text("1 h 15 min ahead of the real clock")


async def test_a_narrow_window_has_a_drawer_and_no_sideways_scrolling(town: Town) -> None:
    """At 390 pixels the sidebar is a drawer and even an endless word is broken."""
    await town.page.set_viewport_size({"width": 390, "height": 800})
    await town.open("bob")
    await town.type("w" * 500)
    await expect(town.messages).to_have_count(1)
    assert await town.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await town.page.evaluate(
        "(log => log.scrollWidth <= log.clientWidth)(document.getElementById('log'))"
    )
    channel = town.page.locator("[data-testid=channel][data-name=general]")
    await expect(channel).to_be_hidden()
    await town.page.get_by_test_id("drawer").click()
    await channel.click()
    await expect(town.page.locator("h1")).to_have_text("general")
    await expect(channel).to_be_hidden()
