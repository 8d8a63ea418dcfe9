"""Encrypts the words of notes and of answers, so that the store holds none it could read."""

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.domain.correction import Observation
from bot.errors import UserError

log = logging.getLogger(__name__)

_TICKET = "note-ticket"


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
        found = [key.get_secret_value() for key in keys]
        self.__first = Fernet(found[0])
        self.__ring = MultiFernet([Fernet(key) for key in found])
        self.__peppers = [hashlib.sha256(b"digest:" + key.encode()).digest() for key in found]

    def digest(self, *parts: str) -> str:
        """What stands for some words, or for a person: the same for the same, and telling nothing without the key."""
        return self.digests(*parts)[0]

    def digests(self, *parts: str) -> tuple[str, ...]:
        """The same by each key of the ring, the first one's first: after a change of keys the old ones still fit."""
        spelled = json.dumps(parts, ensure_ascii=True).encode()
        return tuple(hmac.new(pepper, spelled, hashlib.sha256).hexdigest()[:24] for pepper in self.__peppers)

    def seal(self, words: Observation, *, note: str) -> str:
        """The words, unreadable, and bound to their note: moved to another one they do not open."""
        return self.seal_parts(words.model_dump(), of=note)

    def open(self, sealed: str, *, note: str) -> Observation:
        """The words again.

        Raises:
            SealBroken: if no key fits or they belong to another note.
        """
        return Observation(**self.open_parts(sealed, of=note))

    def seal_parts(self, parts: Mapping[str, str], *, of: str) -> str:
        """Some texts by name, unreadable, and bound to the id of what they belong to."""
        plain = json.dumps({"note": of, **parts}, ensure_ascii=False)
        return self.__ring.encrypt(plain.encode()).decode("ascii")

    def open_parts(self, sealed: str, *, of: str) -> dict[str, str]:
        """The texts again.

        Raises:
            SealBroken: if no key fits or they belong to something else.
        """
        try:
            found: dict[str, str] = json.loads(self.__ring.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            raise SealBroken(f"no key of BATON_SECRET_KEYS opens note {of}") from None
        if found.pop("note", None) != of:
            raise SealBroken(f"what is stored as note {of} was sealed as another one")
        return found

    def seal_text(self, text: str, *, bound: str) -> str:
        """Any text, unreadable, and bound to what it belongs to."""
        plain = json.dumps({"bound": bound, "text": text}, ensure_ascii=False)
        return self.__ring.encrypt(plain.encode()).decode("ascii")

    def open_text(self, sealed: str, *, bound: str) -> str:
        """The text again.

        Raises:
            SealBroken: if no key fits or it belongs to something else.
        """
        try:
            found = json.loads(self.__ring.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            raise SealBroken(f"no key of BATON_SECRET_KEYS opens {bound}") from None
        if found.get("bound") != bound:
            raise SealBroken(f"what is stored as {bound} was sealed as something else")
        return str(found["text"])

    def renewed(self, sealed: str) -> str | None:
        """The same, sealed by the first key; unchanged if it is already, None if no key opens it."""
        try:
            self.__first.decrypt(sealed.encode("ascii"))
        except InvalidToken:
            try:
                return self.__ring.rotate(sealed.encode("ascii")).decode("ascii")
            except InvalidToken:
                return None
        return sealed

    def text_of(self, sealed: str, *, bound: str) -> str | None:
        """The same of something that anybody may have sent us; None if it is none of ours."""
        try:
            found = json.loads(self.__ring.decrypt(sealed.encode(errors="replace")))
        except InvalidToken:
            return None
        return str(found["text"]) if found.get("bound") == bound else None


class SealedTickets:
    """The port `Tickets`: an encrypted id as the ticket, a keyed digest as the key."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def ticket(self, note_id: str) -> str:
        """Never the same twice, as Fernet encrypts with a random vector."""
        return self._sealer.seal_text(note_id, bound=_TICKET)

    def note_of(self, ticket: str) -> str:
        """The note's id; what is no ticket of ours is taken for one itself, as messages of before carry it."""
        return self._sealer.text_of(ticket, bound=_TICKET) or ticket

    def key(self, text: str) -> str:
        """Its digest by the first key of the ring."""
        return f"note-{self._sealer.digest(_TICKET, text)}"
