"""auth.test, apps.connections.open, team.info, bots.info."""

from playground.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID, TEAM_NAME
from playground.web_api.call import Call, method
from playground.wire import Json, SlackError


@method("auth.test", per_minute=600)
def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": call.manifest.handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token="app")  # noqa: S106  a kind of token, not one
def connections_open(call: Call) -> Json:
    """An address for one Socket Mode connection."""
    address = call.on.address().replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={call.on.socket_mode.ticket()}&app_id={APP_ID}"}


@method("team.info", "team domain", scopes=("team:read",), reads=True)
def team_info(call: Call) -> Json:  # noqa: ARG001  every method takes its call
    """The workspace."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": "example.com"}}


@method("bots.info", "bot team_id", scopes=("users:read",), reads=True)
def bots_info(call: Call) -> Json:
    """A bot."""
    for user in call.on.world.users.values():
        if user.bot_id and user.bot_id == (call.text("bot") or BOT_ID):
            app = APP_ID if user.bot_id == BOT_ID else "A0OTHER001"
            bot = {
                "id": user.bot_id,
                "deleted": user.deleted,
                "name": user.name,
                "app_id": app,
                "user_id": user.id,
            }
            return {"bot": bot}
    raise SlackError("bot_not_found")
