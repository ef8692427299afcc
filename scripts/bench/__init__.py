"""`make bench`: how fast the site is, on the arrangement of production, beside what bare Django does there."""
