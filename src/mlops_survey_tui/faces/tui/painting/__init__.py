"""Rows of the screen as bytes for the terminal: no more of them than what differs from what it shows."""
