"""What acts stand on: what a person sees, what they may, and asking the bot."""

from playground.answers import Answers
from playground.blocks import find_element
from playground.deliveries import Deliveries
from playground.events import Events
from playground.fields import NotAllowed, options_of, state_value
from playground.payloads import Payloads
from playground.people import Channel, Message, User
from playground.state import World
from playground.surfaces import Surfaces, View
from playground.texts import as_sent
from playground.transport import EnvelopeKind, NoAnswer
from playground.wire import Json


class Acting:
    """Finds what an act is about, for whoever may see it, and hands it to the bot."""

    def __init__(
        self,
        *,
        world: World,
        surfaces: Surfaces,
        deliveries: Deliveries,
        payloads: Payloads,
        events: Events,
        answers: Answers,
    ) -> None:
        self._world = world
        self._surfaces = surfaces
        self._deliveries = deliveries
        self._payloads = payloads
        self._events = events
        self._answers = answers
        self._suggested: dict[tuple[str, str], list[Json]] = {}

    async def _ask(self, user: User, kind: EnvelopeKind, payload: Json, what: str) -> Json | None:
        """Ask; a missing answer becomes a toast and the act fails."""
        try:
            return await self._deliveries.ask(kind, payload, what=what)
        except NoAnswer as failure:
            error = shown_reason(failure)
            self._world.toast(user.id, f"This app responded with an error ({error})")
            raise NotAllowed(error) from None

    def _fill(self, view: View, values: Json) -> None:
        for block_id, fields in values.items():
            for action_id, given in fields.items():
                found = find_element(view.blocks, action_id, block_id)
                if found is None:
                    raise NotAllowed(f"there is no field {block_id}/{action_id}")
                suggested = self._suggestions({"view": view.id}, found[1])
                view.state.setdefault(block_id, {})[action_id] = state_value(found[1], given, suggested)

    def _suggestions(self, where: Json, element: Json) -> list[Json]:
        return self._suggested.get((place_key(where), element["action_id"]), options_of(element))

    def _sent(self, text: str) -> str:
        world = self._world
        return as_sent(text, world.users.values(), world.groups.values(), world.channels.values())

    def _not_for_strangers(self, user: User) -> None:
        if user.kind in {"stranger", "bot"}:
            raise NotAllowed("this app is only available to members of the workspace that installed it")

    def _someone(self, ref: str) -> User:
        person = self._world.person(ref)
        if person is None:
            raise NotAllowed(f"there is no {ref}")
        return person

    def _channel(self, user: User, act: Json, *, member: bool = False) -> Channel:
        channel = self._world.place(str(act.get("channel")))
        if channel is None or not self._world.may_read(user, channel):
            raise NotAllowed(f"{user.name} sees no channel {act.get('channel')}")
        if member and user.id not in channel.members:
            raise NotAllowed(f"{user.name} has not joined #{channel.name}")
        return channel

    def _message(self, user: User, act: Json) -> tuple[Channel, Message]:
        channel = self._channel(user, act)
        message = channel.messages.get(str(act.get("ts")))
        if message is None or user.id not in self._world.readers(message):
            raise NotAllowed(f"{user.name} sees no such message")
        return channel, message

    def _view(self, user: User, act: Json) -> View:
        view = self._surfaces.find(str(act.get("view")))
        if view is None or view.user != user.id:
            raise NotAllowed(f"{user.name} has no such view open")
        return view

    def _where(self, user: User, where: Json) -> tuple[Channel | None, Message | None, View | None]:
        if where.get("view"):
            return None, None, self._view(user, where)
        channel, message = self._message(user, where)
        return channel, message, None


def place_key(where: Json) -> str:
    """What a field's suggestions are remembered by: the view or the message it stands in."""
    return str(where.get("view") or where.get("ts"))


def shown_reason(failure: Exception) -> str:
    """The word a person reads for a missing or a wrong answer."""
    reason = failure.reason if isinstance(failure, NoAnswer) else str(failure)
    return {"timeout": "operation_timeout", "http_timeout": "operation_timeout"}.get(reason, reason)
