"""Textual's own list of options: 100 to move in, and with Enter the next question's ten in their place."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class OptionListApp(App[None]):
    """Shows a list; Enter refills it; leaves with q."""

    BINDINGS = [("q", "quit", "Quit")]

    def __init__(self) -> None:
        super().__init__()
        self.question = 0

    def compose(self) -> ComposeResult:
        """Return the list."""
        yield OptionList(*(f"Option number {number}" for number in range(100)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the next question in the same widget."""
        self.question += 1
        event.option_list.clear_options()
        event.option_list.add_options([f"Answer {number} to question {self.question}" for number in range(10)])
        event.option_list.highlighted = 0


if __name__ == "__main__":
    OptionListApp().run()
