"""Screens about certificates."""
