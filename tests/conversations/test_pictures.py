"""/escalate map: what a person types, and the picture they then see in their messages with Baton."""

import struct

import pytest

from playground.driver import LocalSlack, Person, SharedFile


async def picture_of(person: Person, text: str) -> SharedFile:
    """The newest picture in somebody's messages with Baton, once its words are there."""
    shown = await person.sees("@bot", text)
    files = shown.raw["files"]
    return next(file for file in await person.files("@bot") if file.title == files[0]["title"])


def size(picture: SharedFile) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    assert picture.content.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", picture.content[16:24])
    return int(wide), int(high)


class TestOneLadder:
    """A topic is named."""

    @pytest.mark.usefixtures("bot")
    @pytest.mark.parametrize("typed", ["map 환불", "그림 환불", "지도 결제·환불", "map billing_refund"])
    async def test_the_picture_comes_to_the_askers_messages(self, slack: LocalSlack, typed: str) -> None:
        """At once the answer says where to look; the picture has its words beside it and for screen readers."""
        seoyeon = slack.person("seoyeon")
        answer = await seoyeon.types("#support", f"/escalate {typed}")
        assert answer.ephemeral
        assert "Baton과의 DM으로 보내 드립니다" in answer
        assert "사람에게 직접 물어보셔도 됩니다" in answer
        picture = await picture_of(seoyeon, "*결제·환불*\n2035-03-12 (월) 10:00 KST\n1. 최도현님")
        assert (picture.name, picture.title, picture.kind) == ("billing_refund.png", "결제·환불", "image/png")
        assert "15분 안에 → 10:15 KST까지" in picture.alt
        assert "사용자 그룹 (최도현님, 정수진님, Emily Carter님)" in picture.alt
        assert size(picture)[0] == 1080

    @pytest.mark.usefixtures("either_road")
    async def test_in_english_and_by_the_readers_clock(self, slack: LocalSlack) -> None:
        """Bob reads in Berlin."""
        bob = slack.person("bob")
        assert "comes to your messages with Baton" in await bob.types("#support", "/escalate map refund")
        picture = await picture_of(bob, "*Billing & refunds*\nMon 2035-03-12 02:00 CET")
        assert "within 15 min → until 02:15 CET" in picture.alt
        assert "their time 10:00 KST" in picture.alt


@pytest.mark.usefixtures("bot")
class TestLooking:
    """Nobody else is bothered, and what is no topic is answered kindly."""

    async def test_nobody_else_sees_it(self, slack: LocalSlack) -> None:
        """Neither the person on call nor whoever is in the channel."""
        await slack.person("seoyeon").types("#support", "/escalate map 환불")
        await picture_of(slack.person("seoyeon"), "결제·환불")
        assert await slack.person("dohyun").files("@bot") == []
        assert not any("최도현" in text for text in await slack.person("dohyun").reads("#support"))

    async def test_alone_it_shows_all_topics_on_pages(self, slack: LocalSlack) -> None:
        """As high as a phone each, in one message."""
        bob = slack.person("bob")
        await bob.types("#support", "/escalate map")
        shown = await bob.sees("@bot", "*Who takes what right now*")
        assert "Billing & refunds: Dohyun Choi until 10:00 CET" in shown
        pages = await bob.files("@bot")
        assert [page.title for page in pages] == [f"Who takes what right now {n}/2" for n in (1, 2)]
        assert all(1080 == size(page)[0] < size(page)[1] < 2.3 * 1080 for page in pages)

    async def test_asked_in_the_direct_message_it_comes_there_too(self, slack: LocalSlack) -> None:
        """Typed to Baton without a command."""
        seoyeon = slack.person("seoyeon")
        await seoyeon.types("@bot", "지도 환불")
        assert (await picture_of(seoyeon, "1. 최도현님")).name == "billing_refund.png"

    async def test_an_unclear_topic_is_answered_with_those_there_are(self, slack: LocalSlack) -> None:
        """No picture, no bare "not found"."""
        answer = await slack.person("bob").types("#support", "/escalate map weather")
        assert "I am not sure which topic “weather” means" in answer
        assert "Billing & refunds, Service outage" in answer
        assert "You can always ask a person" in answer

    async def test_a_question_that_begins_with_the_word_is_a_question(self, slack: LocalSlack) -> None:
        """It is answered as one."""
        asked = "/escalate map of our shops is wrong, who approves the refund?"
        assert "On call now" in await slack.person("bob").types("#support", asked)

    async def test_guests_are_told_whom_to_ask(self, slack: LocalSlack) -> None:
        """Nothing is drawn for them."""
        guest = next(
            slack.person(user.id) for user in slack.playground.world.users.values() if user.kind == "guest"
        )
        channel = next(
            c for c in slack.playground.world.channels.values() if guest.id in c.members and c.name
        )
        answer = await guest.types(f"#{channel.name}", "/escalate map refund")
        assert "map" not in answer.text
        assert not slack.calls("files.getUploadURLExternal")


@pytest.mark.usefixtures("bot")
class TestWhereItFails:
    """Nobody waits for a picture that does not come."""

    @pytest.mark.parametrize(
        ("method", "kind"),
        [
            ("files.getUploadURLExternal", "error:missing_scope"),
            ("files.getUploadURLExternal", "error:file_uploads_disabled"),
            ("upload", "500"),
            ("files.completeUploadExternal", "error:file_update_failed"),
            ("files.completeUploadExternal", "drop"),
        ],
    )
    async def test_the_ladder_comes_in_words(self, slack: LocalSlack, method: str, kind: str) -> None:
        """Refused or lost at any of the three steps."""
        slack.fault(method, kind, times=2)
        seoyeon = slack.person("seoyeon")
        await seoyeon.types("#support", "/escalate map 환불")
        shown = await seoyeon.sees("@bot", "그림을 보내지 못해 글로 대신 알려 드립니다")
        assert "*결제·환불*" in shown
        assert "1. 최도현님" in shown
        assert "사람에게 직접 물어보셔도 됩니다" in shown

    async def test_bytes_that_got_lost_once_are_sent_again(self, slack: LocalSlack) -> None:
        """Nobody sees a file before the last step, so that does no harm."""
        slack.fault("upload", "500", times=1)
        await slack.person("seoyeon").types("#support", "/escalate map 환불")
        await picture_of(slack.person("seoyeon"), "결제·환불")
