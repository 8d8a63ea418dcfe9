"""Encrypts the words of notes, so that the store holds none it could read."""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.domain.feedback import Observation


class SealBroken(Exception):
    """No key opens these words, or they belong to another note. Says nothing of them."""


class Sealer:
    """Fernet with a ring of keys: the first one encrypts, all of them decrypt, so that keys can be changed."""

    def __init__(self, keys: Sequence[SecretStr]) -> None:
        """`keys` are Fernet keys, at least one (BATON_SECRET_KEYS)."""
        self.__ring = MultiFernet([Fernet(key.get_secret_value()) for key in keys])

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
