"""The truth about privacy: which words could ever have been read by whom."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from playground.people import Message
from playground.texts import all_text
from playground.wire import Json


@dataclass(frozen=True)
class Read:
    """Something a person could have read.

    ``kind`` is message, ephemeral, notification, modal, home or toast. ``text`` is what is shown, ``raw``
    everything that reached the person's client: button values, ids and metadata too.
    """

    kind: str
    place: str
    ts: str
    text: str
    raw: str

    def to_dict(self) -> Json:
        """As ``/page/readable`` answers it."""
        return {"kind": self.kind, "place": self.place, "ts": self.ts, "text": self.text, "raw": self.raw}


class Readable:
    """Grows only: what was edited or deleted stays on record for those who could have read it."""

    def __init__(self) -> None:
        self._reads: dict[str, dict[Read, None]] = {}

    def of(self, person: str) -> list[Read]:
        """Everything that person could ever have read, oldest first."""
        return list(self._reads.get(person, ()))

    def note(self, people: Iterable[str], read: Read) -> None:
        """From now on it counts as read by these people."""
        for person in people:
            self._reads.setdefault(person, {})[read] = None

    def note_message(self, people: Iterable[str], message: Message) -> None:
        """A message in its present words."""
        kind = "ephemeral" if message.only_for else "message"
        self.note(
            people, Read(kind, message.channel, message.ts, message_text(message), _raw_message(message))
        )

    def note_notification(self, people: Iterable[str], message: Message) -> None:
        """What a lock screen shows: phones the top-level text, desktops the text of the blocks."""
        text = "\n".join(dict.fromkeys([message.text, *all_text(message.blocks, at_once=True)]))
        self.note(people, Read("notification", message.channel, message.ts, text, text))

    def note_view(self, person: str, kind: str, view_id: str, content: Json) -> None:
        """A modal or a Home tab in its present words."""
        raw = json.dumps(content, ensure_ascii=False, sort_keys=True)
        self.note([person], Read(kind, view_id, "", "\n".join(all_text(content)), raw))


def message_text(message: Message) -> str:
    """Every word of a message, its fallback text included."""
    words = [message.text, *all_text(message.blocks), *all_text(message.attachments)]
    words += [str(file[name]) for file in message.files for name in ("title", "alt_txt")]
    return "\n".join(dict.fromkeys(word for word in words if word))


def _raw_message(message: Message) -> str:
    parts = [message.text, message.blocks, message.attachments, message.metadata, message.files]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)
