"""A local Slack for trying and testing the bot. It knows nothing of the bot but its manifest."""
