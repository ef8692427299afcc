"""Moodle XML, the format of Moodle's question banks that says most."""
