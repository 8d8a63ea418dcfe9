"""The names Slack hands back to us from notes; see `bot.views.ids`."""

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
