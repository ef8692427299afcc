"""What is taught, who is on it, and how far they are."""
