"""The edges: Redis, Slack, the encoder, the clock."""
