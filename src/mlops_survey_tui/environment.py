"""The environment variables that people may set, for the reference and the manual page."""

from __future__ import annotations

VARIABLES = {
    "MLOPS_SURVEY_DATA_DIR": "The directory of the interviews, as with --data-dir.",
    "MLOPS_SURVEY_PLAIN": "1 asks line by line, as with --plain.",
    "MLOPS_SURVEY_LANG": "The language, such as de, as with --lang.",
    "MLOPS_SURVEY_THEME": "The colours, as with --theme.",
    "MLOPS_SURVEY_ASCII": "1 draws with ASCII glyphs only, as with --ascii.",
    "MLOPS_SURVEY_KEYS": "A file of keys, as with --keys.",
    "MLOPS_SURVEY_RAFFLE_DIR": "The directory of raffle entries and receipts, apart from the interviews.",
    "MLOPS_SURVEY_RAFFLE_PASSPHRASE": "The passphrase of a raffle's private key, so that it is not asked for.",
    "LANG, LC_ALL, LC_CTYPE, LANGUAGE": "Language, and whether the terminal shows more than ASCII.",
    "NO_COLOR": "If set, nothing is told by colour.",
    "TERM": "The kind of terminal; on one that cannot draw, questions are asked line by line.",
    "COLORFGBG": "The colours of the terminal, where it tells them: choose between dark and light.",
    "VISUAL, EDITOR": "The editor for long texts.",
}
"""What each variable does. Names of one effect share an entry."""
