"""From the text of the two files to what they mean, or to located problems."""
