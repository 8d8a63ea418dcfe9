"""Pure parsers: what a person typed becomes a typed request, or a problem that can be told."""
