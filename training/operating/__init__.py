"""Keeping a site running: its health, what it writes down, back-ups, moves from one database to another."""
