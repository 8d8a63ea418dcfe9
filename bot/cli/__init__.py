"""The command line: what the two files answer, and the bot itself."""
