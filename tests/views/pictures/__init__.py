"""The pictures: what they say, that nothing overflows, and that they are drawn."""
