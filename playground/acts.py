"""What people do: type, press, submit, react. Each act waits for the bot's ack, as Slack's client does."""

import re
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from playground.acting import Acting, place_key, shown_reason
from playground.answers import NotUnderstood
from playground.blocks import STATELESS, find_drawn
from playground.fields import NotAllowed, client_errors, state_value
from playground.payloads import action_of
from playground.people import BOT_USER_ID, Channel, Message, User
from playground.state import Happening, new_message
from playground.surfaces import View, kept_state
from playground.transport import NoAnswer
from playground.wire import Json

Doing: TypeAlias = Callable[[User, Json], Coroutine[Any, Any, Json]]


class Acts(Acting):
    """Performs acts by their name in the page's API."""

    async def do(self, act: Json) -> Json:
        """Perform one act and answer what the page is told."""
        user = self._world.person(str(act.get("as")))
        name = str(act.get("do"))
        doing: Doing | None = getattr(self, f"_do_{name}", None)
        if user is None or doing is None:
            return {"ok": False, "error": "no such person" if user is None else f"no such act: {name}"}
        if user.deleted or user.id == BOT_USER_ID:
            return {"ok": False, "error": f"{user.name} cannot act here"}
        try:
            return {"ok": True, **await doing(user, act)}
        except NotAllowed as refusal:
            return {"ok": False, "error": str(refusal)}

    # --- talking ---

    async def _do_command(self, user: User, act: Json) -> Json:
        channel = self._channel(user, act, member=True)
        command, _, text = str(act["text"]).strip().partition(" ")
        if command == "/invite":
            return self._invite_all(user, channel, text)
        declared = self._world.manifest.command(command)
        if declared is None:
            raise NotAllowed(f"{command} is not a valid command")
        if act.get("thread_ts"):
            raise NotAllowed(f"{command} is not supported in threads")
        self._not_for_strangers(user)
        sent = self._sent(text) if declared.should_escape else text
        payload = self._payloads.command(user, channel, command, sent.strip())
        try:
            ack = await self._deliveries.ask("slash_commands", payload, what=command)
            shown = self._answers.to_command(user, channel, f"{command} {text}".strip(), ack)
        except (NoAnswer, NotUnderstood) as failure:
            error = shown_reason(failure)
            self._world.toast(user.id, f'{command} failed with the error "{error}"')
            return {"answer": None, "failed": error}
        return {"answer": {"channel": channel.id, "ts": shown.ts} if shown else None}

    async def _do_post(self, user: User, act: Json) -> Json:
        channel = self._channel(user, act, member=True)
        if channel.archived:
            raise NotAllowed("the channel is archived")
        if self._world.with_whom(channel, user.id) == BOT_USER_ID and not self._world.manifest.messages_tab:
            raise NotAllowed("sending messages to this app has been turned off")
        text = str(act.get("text") or "")
        if not text.strip():
            raise NotAllowed("there is nothing to send")
        thread_ts = act.get("thread_ts")
        if thread_ts and thread_ts not in channel.messages:
            raise NotAllowed("no such thread")
        message = new_message(self._world, channel.id, user.id, self._sent(text), thread_ts=thread_ts or None)
        if user.bot_id:
            message.bot_id, message.subtype = user.bot_id, "bot_message"
        self._world.post(message)
        called = f"<@{BOT_USER_ID}>" in message.text and channel.kind != "dm"
        if called and BOT_USER_ID not in channel.members:
            self._world.toast(user.id, _not_invited(channel, user))
        return {"ts": message.ts, "channel": channel.id}

    async def _do_react(self, user: User, act: Json) -> Json:
        _, message = self._message(user, act)
        self._world.react(message, str(act["name"]).strip(":"), user.id, on=bool(act.get("on", True)))
        return {}

    # --- places ---

    async def _do_join(self, user: User, act: Json) -> Json:
        channel = self._channel(user, act)
        self._world.join(channel, user.id)
        return {"channel": channel.id}

    async def _do_leave(self, user: User, act: Json) -> Json:
        self._world.leave(self._channel(user, act, member=True), user.id)
        return {}

    async def _do_invite(self, user: User, act: Json) -> Json:
        return self._invite_all(user, self._channel(user, act, member=True), f"@{act['user']}")

    def _invite_all(self, user: User, channel: Channel, names: str) -> Json:
        if user.kind != "member":
            raise NotAllowed("only members can invite")
        for name in re.findall(r"@(\S+)", names):
            self._world.join(channel, self._someone(name).id, inviter=user.id)
        return {"answer": None}

    async def _do_remove(self, user: User, act: Json) -> Json:
        channel = self._channel(user, act, member=True)
        self._world.leave(channel, self._someone(str(act["user"])).id)
        return {}

    async def _do_archive(self, user: User, act: Json) -> Json:
        channel = self._channel(user, act, member=True)
        channel.archived = bool(act.get("on", True))
        self._world.bell.ring(self._world.audience(channel))
        return {}

    async def _do_open_dm(self, user: User, act: Json) -> Json:
        other = self._someone(str(act["with"]))
        if other.id == BOT_USER_ID:
            self._events.home_opened(user.id, "messages")
        return {"channel": self._world.dm(user.id, other.id).id}

    async def _do_open_home(self, user: User, act: Json) -> Json:  # noqa: ARG002  every act takes its facts
        self._events.home_opened(user.id, "home")
        return {}

    async def _do_profile(self, user: User, act: Json) -> Json:
        changes = dict(act["changes"])
        status = {"status_text", "status_emoji", "status_expiration"}
        allowed = {"name", "tz", "locale", "title", "away", "snoozed", "dnd", "deleted", "email", *status}
        if unknown := set(changes) - allowed:
            raise NotAllowed(
                f"cannot change {', '.join(sorted(unknown))}; there are: {', '.join(sorted(allowed))}"
            )
        for name, value in changes.items():
            setattr(user, name, tuple(value) if name == "dnd" and value else value)
        self._world.bell.ring(self._world.users)
        if set(changes) - {"away", "snoozed", "dnd"}:
            self._world.tell(Happening("changed", user.id))
        if set(changes) & status:
            self._world.tell(Happening("status", user.id))
        return {}

    async def _do_dismiss(self, user: User, act: Json) -> Json:
        toasts = self._world.toasts.get(user.id, [])
        self._world.toasts[user.id] = [toast for toast in toasts if toast.id != act.get("toast")]
        self._world.bell.ring([user.id])
        return {}

    # --- buttons, modals, shortcuts ---

    async def _do_shortcut(self, user: User, act: Json) -> Json:
        shortcut = self._world.manifest.shortcut(str(act["callback_id"]))
        if shortcut is None:
            raise NotAllowed(f"no shortcut {act['callback_id']}")
        self._not_for_strangers(user)
        if shortcut.type == "message":
            channel, message = self._message(user, act)
            payload = self._payloads.message_action(user, shortcut.callback_id, channel, message)
        else:
            payload = self._payloads.shortcut(user, shortcut.callback_id)
        await self._ask(user, "interactive", payload, shortcut.callback_id)
        return {}

    async def _do_press(self, user: User, act: Json) -> Json:
        where = dict(act["where"])
        channel, message, view = self._where(user, where)
        found = find_drawn(_drawings(view, message), str(act["action_id"]), act.get("block_id"))
        if found is None:
            raise NotAllowed(f"there is nothing to press called {act['action_id']}")
        blocks, block, element = found
        if element.get("confirm") and not act.get("confirmed"):
            return {"ok": False, "error": "confirm_needed", "confirm": element["confirm"]}
        value = state_value(element, act.get("value"), self._suggestions(where, element))
        if view is not None:
            self._fill(view, act.get("values") or {})
            if element["type"] not in STATELESS:
                view.state[block["block_id"]][element["action_id"]] = value
            payload = self._payloads.view_press(user, view, action_of(block, element, value))
        elif channel and message:
            state = message.states[user.id] = kept_state(blocks, message.states.get(user.id, {}))
            if element["type"] not in STATELESS:
                state[block["block_id"]][element["action_id"]] = value
            payload = self._payloads.message_press(
                user, channel, message, action_of(block, element, value), state
            )
        else:
            raise NotAllowed("where is neither a message nor a view")
        await self._ask(user, "interactive", payload, str(act["action_id"]))
        return {"url": element["url"]} if element.get("url") else {}

    async def _do_fill(self, user: User, act: Json) -> Json:
        view = self._view(user, act)
        self._fill(view, act.get("values") or {})
        self._surfaces.changed(view)
        return {}

    async def _do_submit(self, user: User, act: Json) -> Json:
        view = self._view(user, act)
        self._fill(view, act.get("values") or {})
        view.errors = client_errors(view.blocks, view.state)
        if view.errors:
            self._surfaces.changed(view)
            return {"ok": False, "error": "validation_errors", "errors": view.errors}
        payload = self._payloads.submission(user, view)
        try:
            ack = await self._deliveries.ask("interactive", payload, what=view.content.get("callback_id", ""))
            self._answers.to_submission(view, ack)
        except (NoAnswer, NotUnderstood) as failure:
            error = shown_reason(failure)
            self._world.toast(user.id, f"We had some trouble connecting. Try again? ({error})")
            return {"ok": False, "error": error}
        if view.errors:
            return {"ok": False, "error": "validation_errors", "errors": view.errors}
        return {}

    async def _do_close(self, user: User, act: Json) -> Json:
        view = self._view(user, act)
        cleared = bool(view.content.get("clear_on_close"))
        for closed in self._surfaces.close(view, whole_stack=cleared):
            if closed.content.get("notify_on_close"):
                payload = self._payloads.closing(user, closed, is_cleared=cleared)
                await self._ask(user, "interactive", payload, "view_closed")
        return {}

    async def _do_suggest(self, user: User, act: Json) -> Json:
        where = dict(act.get("where") or {"view": act.get("view")})
        channel, message, view = self._where(user, where)
        found = find_drawn(_drawings(view, message), str(act["action_id"]), act.get("block_id"))
        if found is None:
            raise NotAllowed(f"there is no field called {act['action_id']}")
        _, block, element = found
        query = str(act.get("query") or "")
        payload = self._payloads.suggestion(user, block, element, query, view=view, channel=channel)
        ack = await self._ask(user, "interactive", payload, str(act["action_id"])) or {}
        groups: list[Json] = ack.get("option_groups") or []
        options: list[Json] = ack.get("options") or [
            option for group in groups for option in group["options"]
        ]
        self._suggested[place_key(where), element["action_id"]] = options[:100]
        return {"options": options[:100], **({"option_groups": groups} if groups else {})}


def _drawings(view: View | None, message: Message | None) -> list[list[Json]]:
    """What the person may be looking at: a message may have been redrawn while they reached for it."""
    return [view.blocks] if view else message.drawings if message else []


def _not_invited(channel: Channel, user: User) -> str:
    """What Slack says when an app is mentioned where it is not: nobody else would tell why it stays silent."""
    if user.locale.startswith("ko"):
        return f"Baton이 #{channel.name}에 없어서 듣지 못했습니다. /invite @Baton 으로 초대해 주세요."
    return f"Baton is not in #{channel.name} and did not hear you. Type /invite @Baton there."
