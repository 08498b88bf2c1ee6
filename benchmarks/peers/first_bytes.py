"""The least that a first screen takes: the interpreter and one write."""

import os

os.write(2, b"\x1b[?1049h\x1b[1;1H" + b"This is all." * 150)
os.read(0, 1)
