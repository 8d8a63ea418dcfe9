"""The names Slack hands back to us from a lead's review; see `bot.views.ids`."""

REVIEW_MORE = "team_review_more"
"""Its value names the team and the period: `support:2026-W47`."""
