"""Marked words through everything people can do, and who could read them."""
