"""What the answers to a quiz say about its questions. Reads only, and counts: it names nobody."""
