"""Every metric there is. A new one needs its row in docs/observability.md, which a test compares with `METRICS`."""

from bot.ports.meter import Count, Level, Spread

_ANSWERS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.2, 3.0)
"""Slack waits three seconds; a handler has 2.2 of them."""
_CALLS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""A call to Slack is given up after twenty seconds."""
_WAITS = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_STORE = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0, 5.0, 15.0)
_LATE = (0.01, 0.05, 0.25, 1.0, 2.0, 5.0, 30.0, 60.0, 120.0, 300.0, 3600.0)
"""A lease holds ninety seconds: what is later than that outlived somebody's crash."""

REQUEST = Spread(
    "baton_request_seconds",
    "From a request at the door to its reply, by kind, name and outcome.",
    _ANSWERS,
    ("kind", "name", "outcome"),
)
ANSWERED = Count(
    "baton_http_answers_total",
    "Requests that came to PORT, by what they asked for and HTTP status.",
    ("path", "status"),
)
SLACK_CALL = Spread(
    "baton_slack_call_seconds",
    "Calls to Slack's Web API, by method and outcome.",
    _CALLS,
    ("method", "outcome"),
)
SLACK_RETRY = Count(
    "baton_slack_retries_total", "Calls to Slack that were sent again, by method and why.", ("method", "why")
)
SLACK_WAIT = Spread(
    "baton_slack_wait_seconds",
    "Waiting until Slack may be called: a channel's pace, or the silence a 429 asked for.",
    _WAITS,
    ("why",),
)
SOCKET_OPENED = Count(
    "baton_socket_opened_total", "Socket Mode connections opened; all but the first are reconnects."
)
SOCKETS = Level("baton_socket_connections", "Socket Mode connections that stand.")
DEADLINE = Spread(
    "baton_deadline_lateness_seconds",
    "How long after its time a deadline was taken up, by kind.",
    _LATE,
    ("kind",),
)
DEADLINE_DONE = Count(
    "baton_deadlines_total", "Deadlines taken up, by kind and outcome.", ("kind", "outcome")
)
DUE = Level("baton_due", "Deadlines that are due and not yet done.", across="livemostrecent")
PARKED = Level(
    "baton_parked", "Deadlines set aside after too many failures in a row.", across="livemostrecent"
)
BACKGROUND = Level("baton_background", "Work under way behind answers.")
MENDING = Level(
    "baton_mending",
    "1 while what the indexes lost is being put back: deadlines among it may be late.",
    across="livemostrecent",
)
NIGHT = Count("baton_nights_total", "Nights that were due, by outcome.", ("outcome",))
NIGHT_LATE = Spread("baton_night_lateness_seconds", "How long after its cut-off a night was posted.", _LATE)
UNDERSTOOD = Count(
    "baton_understood_total",
    "Questions by what became of them: direct, choice or none.",
    ("what", "decision"),
)
STORE = Spread("baton_store_seconds", "Round trips to the store, by command or script.", _STORE, ("command",))
STORE_FAILED = Count(
    "baton_store_failures_total", "Round trips to the store without an answer, by error.", ("error",)
)

METRICS: tuple[Count | Spread | Level, ...] = (
    REQUEST,
    ANSWERED,
    SLACK_CALL,
    SLACK_RETRY,
    SLACK_WAIT,
    SOCKET_OPENED,
    SOCKETS,
    DEADLINE,
    DEADLINE_DONE,
    DUE,
    PARKED,
    BACKGROUND,
    MENDING,
    NIGHT,
    NIGHT_LATE,
    UNDERSTOOD,
    STORE,
    STORE_FAILED,
)
