"""The names Slack hands back to us from `/kudos mine` and from *My data*; see `bot.views.ids`."""

# /kudos mine
MINE_SHOW = "mine_show"
MINE_VALUE = "mine_value"
MINE_AS_TEXT = "mine_as_text"
MINE_PERSON = "mine_person"

# My data
MY_DATA = "my_data"
MY_DATA_EXPORT = "my_data_export"
MY_DATA_ERASE = "my_data_erase"
MY_DATA_ERASE_FORM = "my_data_erase_form"
