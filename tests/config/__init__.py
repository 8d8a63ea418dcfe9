"""The two files: reading, checking, schema, documentation."""
