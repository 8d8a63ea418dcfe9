"""The rules, with no clock, network or store in them."""
