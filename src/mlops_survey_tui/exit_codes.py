"""What the program's exit code says; signals add 128 to their number."""

DONE = 0
CRASH = 1
FAILED = 1
"""An expectation did not hold; only commands that check something use it."""
USAGE = 2
INVALID = 3
STORAGE = 4
