"""Counts that are too long for every run: `make long` makes them in full."""
