"""The least that a Textual app can be: one line of text. No app built on Textual starts sooner."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows one line and leaves with q."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Return the line."""
        yield Static("This app is bare.")


if __name__ == "__main__":
    BareApp().run()
