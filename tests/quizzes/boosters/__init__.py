"""Boosters: what they ask, how they are answered, and who is told."""
