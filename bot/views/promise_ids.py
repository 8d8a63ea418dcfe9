"""The names Slack hands back to us about promises. A renamed one orphans what is already out there."""

PROMISE_SET = "promise_set"
PROMISE_KEPT = "promise_kept"
PROMISE_LATE = "promise_late"
PROMISE_MOVE = "promise_move"
PROMISE_STOP = "promise_stop"
PROMISE_GIVE = "promise_give"
PROMISE_ACCEPT = "promise_accept"
PROMISE_DECLINE = "promise_decline"
PROMISE_NEW = "promise_new"

TRACK_FORM = "promise_track_form"
SET_FORM = "promise_set_form"
GIVE_FORM = "promise_give_form"

# fields; each stands in the block of the same name
TEXT = "promise_text"
BY = "promise_by"
REASON = "promise_reason"
TO = "promise_to"

TRACK_THIS_PROMISE = "track_this_promise"
