"""What Baton knows, with no clock, no network and no store in it."""
