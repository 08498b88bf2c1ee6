"""Entry point of the ``mlops-survey`` command; answers ``--version`` before anything else is loaded."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        print(f"mlops-survey {__version__}")
        raise SystemExit(0)
    from .cli import app

    app(prog_name="mlops-survey")


if __name__ == "__main__":
    main()
