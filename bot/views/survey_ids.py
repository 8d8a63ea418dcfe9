"""The names Slack hands back to us from what customers answered; see `bot.views.ids`."""

SURVEY_OPEN = "survey_open"
SURVEY_OPEN_FAMILY = "survey_open:*"
SURVEY_ALL = "survey_all"
SURVEY_TAKE_BACK = "survey_take_back"
SURVEY_LOOP = "survey_loop"
SURVEY_DRAFT_FORM = "survey_draft_form"
SURVEY_LOOP_FORM = "survey_loop_form"

# fields of the forms; each stands in the block of the same name
SURVEY_WORDS = "survey_words"
SURVEY_CHOICE = "survey_choice"
SURVEY_CHANGED = "survey_changed"
SURVEY_STATE = "survey_state"
