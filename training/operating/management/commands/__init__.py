"""Commands, one to a module."""
