"""The names Slack hands back to us from the line-up and from newcomers' cards; see `bot.views.ids`."""

MEANS_TO_ME = "means_to_me"
MEANING_FORM = "meaning_form"

MEANING_TEXT = "meaning_text"
"""A field; it stands in the block of the same name."""

WELCOME_NO_MORE = "welcome_no_more"
