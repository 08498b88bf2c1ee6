"""A prompt of InquirerPy with as many options as the argument says; measured where it is installed."""

from __future__ import annotations

import sys

from InquirerPy import inquirer

if __name__ == "__main__":
    options = [f"Option number {number}" for number in range(int(sys.argv[1]))]
    inquirer.select(message="This prompt is bare.", choices=options).execute()
