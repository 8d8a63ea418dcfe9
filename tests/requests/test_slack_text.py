"""What Slack hands us, as its author saw it."""

import pytest

from bot.requests.slack_text import as_read, users_in, words_of

NAMES = {"U1": "Kim Jimin"}


@pytest.mark.parametrize(
    ("handed", "seen"),
    [
        ("ask <@U1> please", "ask @Kim Jimin please"),
        ("ask <@U2|bob> or <@U3>", "ask @bob or @colleague"),
        ("in <#C1|support> and <#C2>", "in #support and #C2"),
        ("<!here> and <!subteam^S1|@billing> and <!subteam^S2>", "@here and @billing and @colleague"),
        ("due <!date^1700000000^{time}|14:02>", "due 14:02"),
        ("see <https://a.example/x?a=1&amp;b=2>", "see https://a.example/x?a=1&b=2"),
        ("see <https://a.example/x|the ticket>", "see the ticket (https://a.example/x)"),
        ("at <http://a.example|a.example>", "at http://a.example"),
        ("write <mailto:a@b.example|a@b.example>", "write a@b.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;", "1 < 2 && 3 > 2, &lt;"),
        ("환불 <@U1>님 확인", "환불 @Kim Jimin님 확인"),
        ("a < b and <", "a < b and <"),
    ],
)
def test_no_raw_markup_is_left(handed: str, seen: str) -> None:
    """Names, addresses, signs: nothing that only a machine reads."""
    assert as_read(handed, NAMES, someone="colleague") == seen


def test_whom_it_mentions() -> None:
    """Each once, in order; channels and groups are nobody."""
    assert users_in("<@U2> <@U1|kim> <@U2> <#C1> <!subteam^S1>") == ("U2", "U1")


RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "user", "user_id": "U02BOB"},
                {"type": "text", "text": " refund? "},
                {"type": "link", "url": "https://example.com"},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "late again"}]},
    ],
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "paid twice"}, "fields": [{"text": "VIP"}]}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "hello", "blocks": [SECTION]}, "hello"),
        ({"text": " ", "blocks": [RICH]}, "<@U02BOB> refund? https://example.com\nlate again"),
        ({"blocks": [SECTION, {"type": "actions", "elements": [{"text": "Close"}]}]}, "paid twice\nVIP"),
        ({"text": None, "attachments": [{"fallback": "ticket 5"}]}, "ticket 5"),
        ({"attachments": [{"fallback": "old", "blocks": [SECTION]}]}, "paid twice\nVIP"),
        ({"blocks": "x", "attachments": [None, 5]}, ""),
        ({}, ""),
    ],
)
def test_what_a_message_says(message: dict[str, object], words: str) -> None:
    """Its text; where an app left that empty, its blocks, else its attachments."""
    assert words_of(message) == words
