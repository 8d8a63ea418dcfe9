"""What people type, read into types."""
