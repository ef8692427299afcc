"""Tests of setting a machine up: the decisions, without installing anything."""
