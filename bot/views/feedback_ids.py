"""The names Slack hands back to us from thanks, notes and the night; see `bot.views.ids`."""

# kudos
KUDOS_VALUE = "kudos_value"
KUDOS_EDIT = "kudos_edit"
KUDOS_TAKE_BACK = "kudos_take_back"
KUDOS_NEW = "kudos_new"
KUDOS_FORM = "kudos_form"
GIVE_KUDOS_FOR_THIS = "give_kudos_for_this"

# fields of the kudos form; each stands in the block of the same name
KUDOS_TO = "kudos_to"
KUDOS_TEXT = "kudos_text"
KUDOS_FORM_VALUE = "kudos_form_value"

# notes
NOTE_OPEN = "note_open"
NOTE_NEW = "note_new"
NOTE_CHANGE = "note_change"
NOTE_WITHDRAW = "note_withdraw"
NOTE_FORM = "note_form"
NOTE_CHANGE_FORM = "note_change_form"

# fields of the note's form; each stands in the block of the same name
NOTE_TO = "note_to"
NOTE_ABOUT = "note_about"
NOTE_SITUATION = "note_situation"
NOTE_BEHAVIOUR = "note_behaviour"
NOTE_IMPACT = "note_impact"
NOTE_NEXT_TIME = "note_next_time"
NOTE_VALUE = "note_value"

# App Home
CHOOSE_THANKS = "choose_thanks"
