"""People talking to the bot through the local Slack."""
