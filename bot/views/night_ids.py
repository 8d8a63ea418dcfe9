"""The names Slack hands back to us from a lead's look at tonight's post."""

NIGHT_PREVIEW = "night_preview"
NIGHT_POST = "night_post"
