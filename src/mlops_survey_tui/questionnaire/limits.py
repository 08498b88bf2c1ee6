"""How large a questionnaire may be. Nobody writes more by hand; what is larger is a mistake or an attack."""

from __future__ import annotations

MAXIMUM_BYTES = 2_000_000
"""Size of all files together."""
MAXIMUM_VALUES = 100_000
"""Values and keys of one file, and values of all files together, where a repeated alias counts as a repetition."""
MAXIMUM_DEPTH = 40
"""Levels of lists and mappings inside each other."""
MAXIMUM_QUESTIONS = 2000
MAXIMUM_PAGES = 20_000
"""Pages that one interview can have: questions times the passes of the loops around them."""
