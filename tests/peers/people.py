"""What people do in the other Slack: type, press, fill in. Names of fields come from the views alone."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.peers.other_slack import TEAM, Json, OtherSlack


def parts(block: Any, kind: str) -> Iterator[Json]:  # noqa: ANN401 - whatever JSON says
    """Every element of a type, wherever it stands."""
    if isinstance(block, dict):
        if block.get("type") == kind:
            yield block
        for inner in block.values():
            yield from parts(inner, kind)
    elif isinstance(block, list | tuple):
        for inner in block:
            yield from parts(inner, kind)


def button(shown: Json, label: str) -> Json:
    """The button of a message or view that says this."""
    found = [one for one in parts(shown.get("blocks"), "button") if label in one["text"]["text"]]
    assert found, (label, [one["text"]["text"] for one in parts(shown.get("blocks"), "button")])
    return found[0]


def has_button(shown: Json, label: str) -> bool:
    """Whether a message or view has one that says this."""
    return any(label in one["text"]["text"] for one in parts(shown.get("blocks"), "button"))


def words(shown: Json) -> str:
    """Everything there is to read."""
    texts = [one["text"] for kind in ("mrkdwn", "plain_text") for one in parts(shown.get("blocks"), kind)]
    return "\n".join([shown.get("text") or "", *texts])


def filled(element: Json, typed: str, user: str) -> Json | None:
    """What a person's hand leaves in an element; None where it is left empty."""
    match element["type"]:
        case "plain_text_input":
            return {"value": typed}
        case "static_select" | "radio_buttons":
            return {"selected_option": element.get("initial_option") or element["options"][0]}
        case "datetimepicker":
            return {"selected_date_time": element.get("initial_date_time") or int(time.time()) + 7200}
        case "users_select":
            return {"selected_user": element.get("initial_user") or user}
        case "multi_users_select":
            return {"selected_users": element.get("initial_users") or [user]}
        case _:
            return None


def picked(element: Json, wanted: str) -> Json:
    """The choice of an option by its value, be it offered or forged."""
    offered = (one for one in element["options"] if one["value"] == wanted)
    return {"selected_option": next(offered, {"value": wanted})}


@dataclass(frozen=True)
class Someone:
    """A person of the workspace, at their keyboard."""

    slack: OtherSlack
    user: str

    async def types(self, command: str, text: str = "", channel: str = "C0GENERAL") -> Json | None:
        """A slash command: what the acknowledgement shows."""
        payload = {
            "command": command,
            "text": text,
            "user_id": self.user,
            "channel_id": channel,
            "team_id": TEAM,
            "trigger_id": self.slack.trigger(),
            "api_app_id": "A0OTHER",
        }
        return await self.slack.send("slash_commands", payload)

    async def reads(self, command: str, text: str = "") -> Json:
        """A slash command answered at once, to this person alone."""
        answer = await self.types(command, text)
        assert answer is not None
        assert answer["response_type"] == "ephemeral"
        return answer

    async def presses(self, shown: Json, label: str) -> None:
        """A button of a message, without its message's body and its container."""
        element = button(shown, label)
        await self.acts(
            shown, {key: element[key] for key in ("type", "action_id", "value") if key in element}
        )

    async def chooses(self, shown: Json, label: str) -> None:
        """An entry of a message's menu; of the action only what names it and what was chosen."""
        menu = next(parts(shown["blocks"], "overflow"))
        entry = next(one for one in menu["options"] if label in one["text"]["text"])
        chosen = {"selected_option": {"value": entry["value"]}}
        await self.acts(shown, {"type": "overflow", "action_id": menu["action_id"]} | chosen)

    async def acts(self, shown: Json, action: Json) -> None:
        """An action on a message or view, as it stands there or of one's own making."""
        body = self._interaction("block_actions") | {
            "actions": [action | {"block_id": "b", "action_ts": "1.1"}]
        }
        if "callback_id" in shown or shown.get("type") == "home":
            body["view"] = {key: shown[key] for key in ("id", "type", "callback_id") if key in shown}
        else:
            body["channel"] = {"id": shown.get("channel", "C0GENERAL")}
        assert await self.slack.send("interactive", body) is None

    async def opens(self, shown: Json, label: str) -> Json:
        """A button that opens a form: the form."""
        before = len(self.slack.views)
        await self.presses(shown, label)
        return await self.form(before, label)

    async def form(self, before: int, label: str = "a button") -> Json:
        """The form opened since."""
        forms = self.slack.views
        return await self.slack.until(
            lambda: next((view for view in forms[before:] if "submit" in view), None), f"the form of {label}"
        )

    async def view(self, before: int) -> Json:
        """The view opened since."""
        views = self.slack.views
        return await self.slack.until(lambda: views[before] if len(views) > before else None, "a view")

    async def submits(
        self,
        view: Json,
        *,
        user: str = "",
        typed: str = "",
        leaving_out: str = "",
        chosen: Mapping[str, str] | None = None,
        whole: bool = False,
    ) -> Json | None:
        """A form, its required fields filled in and nothing else: the answer. `leaving_out` is a key of the view.

        `chosen` are values of options, by the field's name; `whole` fills in what may stay empty, too.
        """
        values: dict[str, Mapping[str, Json]] = {}
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element = block["element"]
            offered = any(name.startswith("initial_") for name in element)
            wanted = (chosen or {}).get(block["block_id"])
            if block.get("optional") and not (offered or wanted or whole):
                continue
            left = picked(element, wanted) if wanted is not None else filled(element, typed, user)
            if left is not None:
                kind = {"type": element["type"]} if self.slack.manner.typed else {}
                values[block["block_id"]] = {element["action_id"]: left | kind}
        told = {"id", "type", "callback_id", "private_metadata"} - {leaving_out}
        kept = {key: view[key] for key in sorted(told) if key in view}
        body = self._interaction("view_submission") | {"view": kept | {"state": {"values": values}}}
        return await self.slack.send("interactive", body)

    async def uses_shortcut(self, callback: str, author: str, text: str) -> Json:
        """A message shortcut: the view it opens."""
        before = len(self.slack.views)
        message = {"type": "message", "user": author, "ts": "1700000000.000100", "text": text}
        body = self._interaction("message_action") | {
            "callback_id": callback,
            "message_ts": message["ts"],
            "channel": {"id": "C0GENERAL"},
            "message": message,
        }
        assert await self.slack.send("interactive", body) is None
        return await self.view(before)

    async def event(self, event: Json, *, event_id: str = "", retry: int = 0) -> None:
        """An event of this person's, with an id only where asked for."""
        body: Json = {"type": "event_callback", "team_id": TEAM, "event": {"user": self.user} | event}
        await self.slack.send("events_api", body | ({"event_id": event_id} if event_id else {}), retry=retry)

    async def home(self) -> Json:
        """App Home, opened."""
        self.slack.homes.pop(self.user, None)
        await self.event({"type": "app_home_opened", "tab": "home", "channel": self.slack.direct(self.user)})
        return await self.slack.until(lambda: self.slack.homes.get(self.user), "App Home")

    def _interaction(self, kind: str) -> Json:
        return {
            "type": kind,
            "user": {"id": self.user},
            "team": {"id": TEAM},
            "trigger_id": self.slack.trigger(),
        }
