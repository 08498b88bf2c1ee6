"""What the app does beyond its own screen: it copies, hands the terminal to an editor, works long."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported

from ...language import _, mark
from .errands import Copy, Edit, Edited, Errand, Work

if TYPE_CHECKING:
    from .editor import Editor

_NOT_HERE = mark("An editor cannot be opened here.")


class Outside:
    """Does errands for one app; ``drawn`` is called when one has changed what is to be seen."""

    def __init__(self, app: App[Any], drawn: Callable[[], None]) -> None:
        self._app, self._drawn = app, drawn
        self._editor: Editor | None = None
        self._ending: asyncio.Task[None] | None = None

    def do(self, errand: Errand) -> None:
        """Do an errand: copying at once, the others as the next thing that the app does."""
        if isinstance(errand, Copy):
            from .clipboard import copied

            errand.said(copied(errand.text, os.environ, self._write))
            self._drawn()
        elif isinstance(errand, Work):
            self._app.call_later(self._work, errand)
        else:
            self._app.call_later(self._edit, errand)

    def is_for_editor(self, number: int) -> bool:
        """Return whether a signal is meant for the editor that has the terminal: Ctrl+C there is not one for us."""
        return number in (signal.SIGINT, getattr(signal, "SIGQUIT", None)) and self.is_editing

    @property
    def is_editing(self) -> bool:
        """Whether an editor has the terminal."""
        return self._editor is not None

    def end(self) -> None:
        """Take the terminal back from an editor, because the survey has to end."""
        if self._editor is not None:
            self._ending = asyncio.create_task(self._editor.end())

    async def _edit(self, errand: Edit) -> None:
        from .editor import Editor

        editor = Editor(os.environ)
        errand.taken(Edited(None, editor.obstacle) if editor.obstacle else await self._handed_over(editor, errand))
        self._drawn()

    async def _handed_over(self, editor: Editor, errand: Edit) -> Edited:
        """Give the terminal to the editor until it ends; nothing is painted meanwhile."""
        self._editor = editor
        try:
            with self._app.batch_update(), self._app.suspend():
                return await editor.edit(errand)
        except SuspendNotSupported:
            return Edited(None, _(_NOT_HERE))
        finally:
            self._editor = None

    async def _work(self, errand: Work) -> None:
        """Work beside the screen, which goes on taking keys, in a thread that nothing waits for at the end."""
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        Thread(target=_do, args=(errand.job, done), daemon=True).start()
        done.add_done_callback(partial(self._worked, errand))

    def _worked(self, errand: Work, done: asyncio.Future[Any]) -> None:
        errand.then(done.result())
        self._drawn()

    def _write(self, data: str) -> None:
        if self._app._driver is not None:  # Textual offers no other way to write to the terminal
            self._app._driver.write(data)


def _do(job: Callable[[], Any], done: asyncio.Future[Any]) -> None:
    """Do a job, and hand on what came of it, unless the program has ended meanwhile."""
    try:
        tell = partial(done.set_result, job())
    except Exception as error:  # noqa: BLE001 - it goes to the app's crash boundary
        tell = partial(done.set_exception, error)
    with suppress(RuntimeError):
        done.get_loop().call_soon_threadsafe(tell)
