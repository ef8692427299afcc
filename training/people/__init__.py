"""Who learns, who manages, and where they work."""
