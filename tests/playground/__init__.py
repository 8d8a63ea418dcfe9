"""The local Slack, held against what Slack does, by a small real Bolt app."""
