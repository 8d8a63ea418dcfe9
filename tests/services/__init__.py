"""What people can do, with fakes for the outside."""
