"""What every keeper of a port does, whichever it is."""
