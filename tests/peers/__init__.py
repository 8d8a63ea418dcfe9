"""The bot against a Slack it was not written for: documented, sparse, and strict in other places."""
