"""The names Slack hands back to us from the improvement list; see `bot.views.ids`."""

IMPROVE_UNDO = "improve_undo"
IMPROVE_LIST = "improve_list"
IMPROVE_PAGE = "improve_page"
IMPROVE_ANSWER = "improve_answer"
IMPROVE_FORM = "improve_form"

# fields of the lead's form; each stands in the block of the same name
IMPROVE_STATE = "improve_state"
IMPROVE_LINE = "improve_line"
