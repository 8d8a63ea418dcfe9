"""The names Slack hands back to us from thanks and the night; see `bot.views.ids`."""

# kudos
KUDOS_VALUE = "kudos_value"
KUDOS_EDIT = "kudos_edit"
KUDOS_TAKE_BACK = "kudos_take_back"
KUDOS_NEW = "kudos_new"
KUDOS_SEND = "kudos_send"
KUDOS_FORM = "kudos_form"
GIVE_KUDOS_FOR_THIS = "give_kudos_for_this"

# fields of the kudos form; each stands in the block of the same name
KUDOS_TO = "kudos_to"
KUDOS_TEXT = "kudos_text"
KUDOS_FORM_VALUE = "kudos_form_value"
KUDOS_TAGS = "kudos_tags"

# App Home
CHOOSE_THANKS = "choose_thanks"
