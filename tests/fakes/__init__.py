"""The ports in memory, and other stand-ins."""
