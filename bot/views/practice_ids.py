"""The names Slack hands back to us from the library; see `bot.views.ids`. Fields: `bot.requests.practices`."""

SAVE_AS_GOOD_PRACTICE = "save_as_good_practice"

LIBRARY_NEW = "library_new"
LIBRARY_LOOK = "library_look"
LIBRARY_ACCEPT = "library_accept"
LIBRARY_EDIT = "library_edit"
LIBRARY_DECLINE = "library_decline"
LIBRARY_TAKE_BACK = "library_take_back"
LIBRARY_KEEP = "library_keep"
LIBRARY_RETIRE = "library_retire"

SHARE_FORM = "library_share_form"
EDIT_FORM = "library_edit_form"
DECLINE_FORM = "library_decline_form"
