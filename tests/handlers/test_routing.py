"""How one sending is told from another."""

import hashlib
import json
from functools import partial
from typing import Any

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.sealing import Sealer
from handlers.routing import Incoming

WORDS = "고객님께 다시 전화드린다고 했는데 잊었습니다"


def form(words: str, *, view: str = "V1", **more: str) -> dict[str, Any]:
    """A form with one field that was sent."""
    field = {"type": "plain_text_input", "value": words}
    return {"view": {"id": view, "hash": "1.a", "state": {"values": {"need": {"need": field}}}}, **more}


def once(body: dict[str, Any], sealer: Sealer | None = None) -> str:
    """As a replica sees it that was sent this."""
    received = json.loads(json.dumps(body))
    if sealer is None:
        return Incoming("U1", received).once
    return Incoming("U1", received, stands_for=partial(sealer.digest, "sending")).once


def sealer() -> Sealer:
    """One with keys of its own."""
    return Sealer([SecretStr(Fernet.generate_key().decode())])


def test_a_form_sent_twice_is_one_sending_in_every_replica() -> None:
    """Whatever Slack makes anew for each try, and in whichever process."""
    shared = sealer()
    first, second = form(WORDS, trigger_id="1"), form(WORDS, trigger_id="2")
    assert once(first, shared) == once(second, shared)


def test_other_words_are_another_sending() -> None:
    """Of twenty thousand customers no two are taken for one, where a Slack gives every view the same id."""
    every = {once(form(f"customer {number}")) for number in range(20_000)}
    assert len(every) == 20_000


def test_what_was_written_cannot_be_guessed_at_without_the_keys() -> None:
    """It stands in keys of the store: nobody who reads those can try words until they fit."""
    told = once(form(WORDS), sealer())
    spelled = json.dumps({"need": WORDS}, sort_keys=True)
    assert hashlib.sha256(spelled.encode()).hexdigest()[:4] not in told.split("-")
    assert told != once(form(WORDS), sealer())


def test_what_slack_made_nothing_for_is_known_by_all_it_says() -> None:
    """A retry of it is the same in another replica, and something else is not."""
    assert once({"type": "x", "user": "U1"}) == once({"user": "U1", "type": "x"})
    assert once({"type": "x", "user": "U1"}) != once({"type": "x", "user": "U2"})


def test_a_button_is_known_by_its_trigger() -> None:
    """Two presses are two; a retry of one is one."""
    assert once({"trigger_id": "1.2.x"}) == "1.2.x"
