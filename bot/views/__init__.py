"""Every sentence and block Baton utters, as pure functions."""
