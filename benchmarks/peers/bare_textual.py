"""The least that a Textual app can be: one line of text, which a key changes. No app built on Textual starts sooner."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows one line, answers the arrow down, and leaves with q."""

    BINDINGS = [("q", "quit", "Quit"), ("down", "answer", "Answer")]

    def compose(self) -> ComposeResult:
        """Return the line."""
        yield Static("This app is bare.")

    def action_answer(self) -> None:
        """Show that the key was read."""
        self.query_one(Static).update("A key was read.")


if __name__ == "__main__":
    BareApp().run()
