"""What stands behind /values pin."""

import pytest

from bot.requests.pin import (
    ListPins,
    NewPin,
    PinRequest,
    PinTicket,
    parse_extension,
    parse_pin,
    parse_pin_form,
)

NAMED = {
    "billing": "billing",
    "결제·환불": "billing",
    "환불": "billing",
    "service outage": "outage",
    "장애": "outage",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", NewPin()),
        ("list", ListPins()),
        ("목록", ListPins()),
        ("Billing", NewPin("billing")),
        ("환불", NewPin("billing")),
        ("outage", NewPin(None, "outage")),
        ("장애", NewPin("outage", "outage")),
        ("휴무", NewPin(None, "closure")),
        ("billing outage", NewPin("billing", "outage")),
        ("환불 휴무", NewPin("billing", "closure")),
        ("refunds again", NewPin("billing", sure=False)),
        ("refunds closed", NewPin("billing", "closure", sure=False)),
        ("code forgotten", None),
        ("the refunds of a customer who is very angry", None),
        ("refunds?", None),
    ],
)
def test_topics_kinds_and_the_list(typed: str, expected: PinRequest | None) -> None:
    """Names are sure, a guess is not, and a question is looked up after all."""
    found = parse_pin(typed, named=NAMED, guess=lambda words: "billing" if "refunds" in words else None)
    assert found == expected


def test_a_form_is_read_with_care() -> None:
    """Topics the file does not have are left out, lines are one line, what is too long is cut."""
    draft = parse_pin_form(
        {
            "pin_kind": "nonsense",
            "pin_topics": ["billing", "gone"],
            "pin_what": "  down \n since noon ",
            "pin_back": "x" * 999,
            "pin_ends": "no number",
        },
        ("billing",),
    )
    assert (draft.kind, draft.topics, draft.what) == ("outage", ("billing",), "down since noon")
    assert (len(draft.back), draft.ends, draft.charged) == (300, None, "")
    assert parse_pin_form({"pin_topics": "billing"}, ("billing",)).topics == ()


@pytest.mark.parametrize("text", [None, "", "x", "[]", '{"id": ""}', '{"id": 3}'])
def test_a_ticket_that_cannot_be_read_is_none(text: str | None) -> None:
    """It may be old, cut or forged."""
    assert PinTicket.read(text) is None


def test_tickets_and_extensions_read_back() -> None:
    """As they were written."""
    ticket = PinTicket(id="F1", new=False, replaces=("F2",))
    assert PinTicket.read(ticket.write()) == ticket
    assert parse_extension("F1 1772420400") == ("F1", 1772420400)
    assert [parse_extension(text) for text in (None, "", "F1", "F1 x", "F1 " + "9" * 30)] == [None] * 5
