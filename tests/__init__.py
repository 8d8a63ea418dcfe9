"""The specification of Baton, one claim a test."""
