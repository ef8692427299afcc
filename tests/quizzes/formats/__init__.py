"""The formats of other systems."""
