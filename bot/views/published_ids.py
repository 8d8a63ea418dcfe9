"""The names Slack hands back to us from what happens after a night, and from how one likes to be thanked."""

# the one question, and App Home
THANKS_PUBLIC = "thanks_public"
THANKS_QUIETLY = "thanks_quietly"
CHOOSE_MENTIONED = "choose_mentioned"

# what I gave and a night brought
PUBLISHED_WITHDRAW = "published_withdraw"
PUBLISHED_LIST = "published_list"

# "+1 because …" on the night's post
PLUS_ONE = "plus_one"
PLUS_ONE_FORM = "plus_one_form"
PLUS_ONE_WORDS = "plus_one_words"
