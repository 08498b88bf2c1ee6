"""The page that shows the survey, in the colours and the language of the app, and the files that it needs.

The terminal of the page comes with textual-serve; its own page is not used, because it asks another host for a font.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from ...language import _, in_use, mark
from ..tui.theme import PALETTES, Palette
from ..visible import visible
from .sitting import Ended

_OWN = files(__package__) / "files"
_HEARD = mark(
    "This page draws the survey as a picture, which screen readers cannot read. In a terminal the survey also asks"
    " line by line: mlops-survey --plain"
)
_NOSCRIPT = mark(
    "This page draws the survey with JavaScript, which is switched off here. Allow it for this page and load the page"
    " again, or take the survey in a terminal: mlops-survey"
)
_GONE = mark(
    "The program behind this page is not running any more. What you answered is kept. To go on, start it again in the"
    " terminal: mlops-survey serve"
)
_UNDRAWN = mark(
    "This browser could not draw the survey. Try another browser, or take the survey in a terminal: mlops-survey"
)
_REFUSED = mark(
    "This page belongs to one person's survey. Open it with the whole address that mlops-survey serve shows in the"
    " terminal; the address changes each time."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of the survey: its title, the theme asked for, and where answers are kept."""

    title: str
    theme: str = "auto"
    location: str = ""


def page(about: About, sitting: str) -> str:
    """Return the page for one sitting."""
    kept = _("Your answers are kept on this computer, in {place}. This page sends nothing anywhere.")
    texts = {
        "lang": in_use(),
        "theme": "dark" if about.theme == "auto" else about.theme,
        "wish": about.theme,
        "title": about.title,
        "sitting": sitting,
        "heard": _(_HEARD),
        "noscript_title": _("The survey needs JavaScript here"),
        "noscript": _(_NOSCRIPT),
        "opening": _("Opening the survey…"),
        "kept": kept.format(place=about.location),
        "again": _("Open the survey again"),
        "gone_title": _("The survey is not running"),
        "gone": _(_GONE),
        "undrawn_title": _("The survey cannot be shown"),
        "undrawn": _(_UNDRAWN),
    }
    return _filled("page.html", texts)


def refused() -> str:
    """Return the page for whoever does not know the address."""
    return _filled("refused.html", {"lang": in_use(), "title": _("This page cannot be shown"), "text": _(_REFUSED)})


def ending(ended: Ended) -> Mapping[str, str]:
    """Return what the page says when a sitting has ended."""
    next_step = _("You can close this page now, or open the survey again.")
    if ended.code == 0:
        return {"title": _("You have left the survey"), "text": next_step, "hint": ended.said}
    trouble = ended.trouble or _("The survey was ended. What you answered before is kept.")
    return {"title": _("The survey has stopped"), "text": trouble, "hint": next_step}


def _filled(name: str, texts: Mapping[str, str]) -> str:
    template = Template((_OWN / name).read_text(encoding="utf-8"))
    return template.substitute({key: escape(visible(text)) for key, text in texts.items()})


def colours() -> str:
    """Return the colours of the app's themes as a style sheet."""
    return "\n".join(_theme(name, palette) for name, palette in PALETTES.items())


def _theme(name: str, palette: Palette) -> str:
    values = {
        "ground": palette.base.ground,
        "text": palette.base.text,
        "muted": palette.paint("muted").text,
        "accent": palette.paint("accent").text,
        "line": palette.paint("bar_empty").text,
    }
    rules = "; ".join(f"--{key}: {value}" for key, value in values.items())
    return f'[data-theme="{name}"] {{ {rules}; color-scheme: {"dark" if palette.dark else "light"} }}'


def _terminal(path: str) -> Callable[[], bytes]:
    return lambda: _read(files("textual_serve") / "static" / path)


def _own(name: str) -> Callable[[], bytes]:
    return lambda: _read(_OWN / name)


def _read(file: Traversable) -> bytes:
    return file.read_bytes()


FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "page.css": ("text/css", _own("page.css")),
    "page.js": ("text/javascript", _own("page.js")),
    "colours.css": ("text/css", lambda: colours().encode()),
    "terminal.css": ("text/css", _terminal("css/xterm.css")),
    "terminal.js": ("text/javascript", _terminal("js/textual.js")),
    "terminal.ttf": ("font/ttf", _terminal("fonts/RobotoMono-VariableFont_wght.ttf")),
}
"""The files of the page by name, each with its type and what reads it. There are no others."""
