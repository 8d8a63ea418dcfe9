"""The names Slack hands back to us from checking a decision and disagreeing; see `bot.views.ids`."""

CHECK_ASK = "check_ask"
CHECK_YES = "check_yes"
CHECK_NO = "check_no"
CHECK_GO_ON = "check_go_on"

DISAGREE = "disagree"
DISAGREE_FORM = "disagree_form"

# fields of the form; each stands in the block of the same name
DISAGREE_ABOUT = "disagree_about"
DISAGREE_WORDS = "disagree_words"
DISAGREE_NAME = "disagree_name"
