"""Baton: a customer's trust in support agents' hands, never dropped."""
