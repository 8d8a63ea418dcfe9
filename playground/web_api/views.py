"""views.*: modals and the Home tab."""

from playground.surfaces import View
from playground.tickets import Trigger
from playground.web_api.call import Call, method
from playground.wire import Json, SlackError


def _trigger(call: Call) -> Trigger:
    given = call.text("trigger_id") or call.text("interactivity_pointer")
    if not given:
        raise SlackError(
            "invalid_arguments", "[ERROR] missing required field: trigger_id [json-pointer:/trigger_id]"
        )
    return call.on.tickets.redeem(given)


def _view(call: Call) -> Json:
    view = call.args["view"]
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", "[ERROR] must be an object [json-pointer:/view]")
    return view


@method("views.open", "view! trigger_id interactivity_pointer", per_minute=100)
def open_(call: Call) -> Json:
    """Open a modal. The trigger is used up even when the view is wrong."""
    trigger = _trigger(call)
    return {"view": call.on.surfaces.open(trigger.user, _view(call)).to_json()}


@method("views.push", "view! trigger_id interactivity_pointer", per_minute=100)
def push(call: Call) -> Json:
    """Put a modal on top of the one the trigger came from."""
    trigger = _trigger(call)
    if trigger.view is None:
        raise SlackError("not_found")
    return {"view": call.on.surfaces.push(trigger.user, _view(call)).to_json()}


@method("views.update", "view! view_id external_id hash", per_minute=100)
def update(call: Call) -> Json:
    """Change an open view."""
    view = _open_view(call)
    return {"view": call.on.surfaces.update(view, _view(call), expected_hash=call.text("hash")).to_json()}


def _open_view(call: Call) -> View:
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError(
            "invalid_arguments", "[ERROR] missing required field: view_id [json-pointer:/view_id]"
        )
    view = call.on.surfaces.find(call.text("view_id"), call.text("external_id"))
    if view is None:
        raise SlackError("not_found")
    return view


@method("views.publish", "user_id! view! hash", per_minute=100)
def publish(call: Call) -> Json:
    """Set a person's Home tab."""
    user = call.on.world.users.get(call.text("user_id"))
    if user is None or user.deleted or user.kind == "bot":
        raise SlackError("invalid_arguments", "invalid `user_id`")
    if not call.manifest.home_tab:
        raise SlackError("not_enabled")
    return {"view": call.on.surfaces.publish(user.id, _view(call), expected_hash=call.text("hash")).to_json()}
