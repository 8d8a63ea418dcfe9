"""The names Slack hands back to us from delivered notes; see `bot.views.ids`."""

NOTE_UNDERSTOOD = "note_understood"
NOTE_REPLY = "note_reply"
NOTE_DIFFER = "note_differ"
NOTE_TALK = "note_talk"
NOTE_BACK = "note_back"
NOTE_CLOSE = "note_close"
NOTE_AGAIN = "note_again"
NOTE_SHOW = "note_show"
NOTE_SHOW_TO = "note_show_to"
NOTE_HIDE_FROM = "note_hide_from"
NOTE_BLOCK = "note_block"
NOTE_UNBLOCK = "note_unblock"
NOTES_ALL = "notes_all"

NOTE_ANSWER_FORM = "note_answer_form"
NOTE_AGAIN_FORM = "note_again_form"

# fields of the two forms; each stands in the block of the same name
NOTE_ANSWER = "note_answer"
NOTE_DAY = "note_day"
