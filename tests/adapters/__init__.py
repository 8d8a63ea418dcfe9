"""The adapters, against a Slack that holds state."""
