"""Textual's own table with one column: a hundred rows to move in."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class DataTableApp(App[None]):
    """Shows the table."""

    def compose(self) -> ComposeResult:
        """Return the table."""
        yield DataTable[str](cursor_type="row", show_header=False)

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_column("option")
        for number in range(100):
            table.add_row(f"Option number {number}")
        table.focus()


if __name__ == "__main__":
    DataTableApp().run()
