"""The names Slack hands back to us from covers; see `bot.views.ids`."""

COVER_NEW = "cover_new"
COVER_MAKE = "cover_make"
COVER_TAKE = "cover_take"
COVER_END = "cover_end"
COVER_END_FAMILY = "cover_end:*"
COVER_FORM = "cover_form"
COVER_CONFIRM_FORM = "cover_confirm_form"

# fields of the form; each stands in the block of the same name
COVER_ABSENT = "cover_absent"
COVER_BY = "cover_by"
COVER_FROM = "cover_from"
COVER_TO = "cover_to"
COVER_SCHEDULE = "cover_schedule"
