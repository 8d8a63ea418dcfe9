"""Attacks: what nobody's client would send, over the real wire, and what must not come of it."""
