"""The names Slack hands back to us: of buttons and fields (action ids), blocks, and forms (callback ids).

A renamed one orphans the messages and forms that are already out there.
"""

# answers
HAND_OVER = "hand_over"
HUMAN = "human"
PICK_TOPIC = "pick_topic"
PICK_TOPIC_FAMILY = "pick_topic:*"
NONE_OF_THESE = "none_of_these"

# an escalation's card
TAKE = "escalation_take"
HAND_ON = "escalation_hand_on"
RESOLVE = "escalation_resolve"
CANCEL = "escalation_cancel"
STILL_ON_IT = "escalation_still_on_it"
HAND_BACK = "escalation_hand_back"
DECLINE = "escalation_decline"
ASK = "escalation_ask"
ANSWER = "escalation_answer"
ANSWER_FAMILY = "escalation_answer:*"
NOTE = "escalation_note"
SEVERITY_CHANGE = "escalation_severity"
QUEUE = "escalation_queue"
REOPEN = "escalation_reopen"
MORE = "escalation_more"

# the live card of whoever waits with a customer, and what follows once it is solved
NUDGE = "escalation_nudge"
JOIN = "escalation_join"
NOT_THE_SAME = "escalation_not_the_same"
NOT_THE_SAME_FAMILY = "escalation_not_the_same:*"
LEAVE = "escalation_leave"
LEAVE_FAMILY = "escalation_leave:*"
SATISFIED = "escalation_satisfied"
SATISFIED_FAMILY = "escalation_satisfied:*"

# forms
HAND_OVER_FORM = "hand_over_form"
HAND_ON_FORM = "hand_on_form"
RESOLVE_FORM = "resolve_form"
CANCEL_FORM = "cancel_form"
HAND_BACK_FORM = "hand_back_form"
DECLINE_FORM = "decline_form"
ASK_FORM = "escalation_ask_form"
ANSWER_FORM = "escalation_answer_form"
NOTE_FORM = "escalation_note_form"
SEVERITY_FORM = "severity_form"
QUEUE_FORM = "queue_form"
REOPEN_FORM = "reopen_form"
READ_ONLY = "read_only"
JOIN_FORM = "join_form"

# fields of the hand-over form; each stands in the block of the same name
TOPIC = "topic"
NEED = "need"
IMPACT = "impact"
TRIED = "tried"
TOLD = "told"
PROMISED_BY = "promised_by"
SEVERITY = "severity"
TIER = "tier"
REGION = "region"
LINK = "link"
WHEN = "when"
TO = "to"
SUMMARY = "summary"
REASON = "reason"
WORDS = "words"

# values
LOOK_AT_VALUE = "look_at_value"
LOOK_AT_VALUE_FAMILY = "look_at_value:*"
LOOK_AT_SITUATION = "look_at_situation"
LOOK_AT_SITUATION_FAMILY = "look_at_situation:*"
SITUATION_MORE = "situation_more"
SITUATION_OTHER_LANGUAGE = "situation_other_language"
SITUATION_SHARE = "situation_share"
USEFUL = "situation_useful"
NOT_USEFUL = "situation_not_useful"
NO_SITUATION_FITS = "no_situation_fits"

# App Home
CHOOSE_LANGUAGE = "choose_language"

# message shortcuts
HAND_THIS_OVER = "hand_this_over"
WHICH_VALUE_HELPS = "which_value_helps"

# news about the files
CHANGE_SEEN = "change_seen"
