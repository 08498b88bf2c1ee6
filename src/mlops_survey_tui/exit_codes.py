"""What the program's exit code says; signals add 128 to their number."""

DONE = 0
CRASH = 1
USAGE = 2
INVALID = 3
STORAGE = 4
