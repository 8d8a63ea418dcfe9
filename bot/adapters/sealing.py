"""Encrypts the words of notes, so that the store holds none it could read."""

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.domain.feedback import Observation
from bot.errors import UserError

log = logging.getLogger(__name__)


class SealBroken(UserError):
    """No key opens these words, or they belong to another note. Says nothing of them.

    The person reads that it cannot be opened; `why` is for the log.
    """

    def __init__(self, why: str) -> None:
        super().__init__(
            ko="이 메모는 지금 열 수 없습니다. Baton을 운영하는 분께 알려 주세요.",
            en="This note cannot be opened right now. Please tell whoever runs Baton.",
        )
        self.why = why
        log.error("%s", why)

    def __str__(self) -> str:
        return self.why


class Sealer:
    """Fernet with a ring of keys: the first one encrypts, all of them decrypt, so that keys can be changed."""

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        """`keys` are Fernet keys, at least one (BATON_SECRET_KEYS)."""
        self.__ring = MultiFernet([Fernet(key.get_secret_value()) for key in keys])
        self.__pepper = hashlib.sha256(b"digest:" + keys[0].get_secret_value().encode()).digest()

    def digest(self, *parts: str) -> str:
        """What stands for some words, or for a person: the same for the same, and telling nothing without the key."""
        spelled = json.dumps(parts, ensure_ascii=True).encode()
        return hmac.new(self.__pepper, spelled, hashlib.sha256).hexdigest()[:24]

    def seal_question(self, text: str) -> str:
        """A question somebody asked, unreadable."""
        return self.__ring.encrypt(json.dumps({"question": text}).encode()).decode("ascii")

    def open_question(self, sealed: str) -> str | None:
        """The question again; None where no key opens it, as after the keys were replaced."""
        try:
            found = json.loads(self.__ring.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            return None
        return str(found["question"]) if "question" in found else None

    def seal(self, words: Observation, *, note: str) -> str:
        """The words, unreadable, and bound to their note: moved to another one they do not open."""
        plain = json.dumps({"note": note, **words.model_dump()}, ensure_ascii=False)
        return self.__ring.encrypt(plain.encode()).decode("ascii")

    def open(self, sealed: str, *, note: str) -> Observation:
        """The words again.

        Raises:
            SealBroken: if no key fits or they belong to another note.
        """
        try:
            found = json.loads(self.__ring.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            raise SealBroken(f"no key of BATON_SECRET_KEYS opens note {note}") from None
        if found.pop("note", None) != note:
            raise SealBroken(f"what is stored as note {note} was sealed as another one")
        return Observation(**found)
