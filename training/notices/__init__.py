"""Every message to a person: due, sent once, failed."""
