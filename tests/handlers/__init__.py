"""The handlers by themselves; what people see of them stands in tests/conversations."""
