"""Names of the buttons, fields and forms around values (see `ids`)."""

LOOK_AT_DEPARTMENT = "look_at_department"
LOOK_AT_DEPARTMENT_FAMILY = "look_at_department:*"
OTHER_SIDE = "situation_other_side"
OTHER_SIDE_FAMILY = "situation_other_side:*"

# sharing a card
SHARE_FORM = "share_card_form"
SHARE_OUTSIDE_FORM = "share_card_outside_form"
SHARE_CHANNEL = "share_card_channel"

# App Home
PICK_SITUATION = "pick_situation"
