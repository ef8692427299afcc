"""Proof of completion, and how long it holds."""
