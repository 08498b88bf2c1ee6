"""The colours of the report, light and dark: every pair that carries words or shapes meets WCAG 2.2 AA.

Blue and orange tell more from less, which the usual kinds of colour blindness keep apart; letters, signs and figures
say the same. ``on`` names the colour of words that stand on a fill.
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = {
    "paper": "#ffffff", "surface": "#f5f6f8", "ink": "#1a1f26", "soft": "#57606b", "hair": "#dfe3e8", "edge": "#868f9a",
    "link": "#0b57b0", "warn": "#7a3b00", "warn-paper": "#fff1dc", "focus": "#0b57b0",
    "bar": "#3a72b5", "other": "#287d70", "mark": "#1a1f26", "up": "#1f5fae", "down": "#b4500a", "same": "#808994",
    "unknown": "#ffffff", "range": "#7f96b4", "now": "#7a8592", "later": "#1f5fae",
    "less2": "#a84b05", "less1": "#d27d38", "middle": "#8b949f", "more1": "#5a94d0", "more2": "#1c5296",
    "way1": "#7895bb", "way2": "#5c82b2", "way3": "#416fa6", "way4": "#25548c", "way5": "#123763",
    "part1": "#1f5fae", "part2": "#b4500a", "part3": "#1b7a58", "part4": "#84409b", "part5": "#59636e",
    "part6": "#7d6300", "part7": "#ad2a5c", "part8": "#20748a",
    "heat0": "#f5f6f8", "heat1": "#eaf1f9",
    "heat2": "#c5d9ef", "heat3": "#93b8e0", "heat4": "#3a72b5", "heat5": "#174a8a",
}  # fmt: skip
DARK = {
    "paper": "#12161b", "surface": "#1b2129", "ink": "#e8ecf1", "soft": "#a6b0bc", "hair": "#2d353f", "edge": "#727d8a",
    "link": "#8fc1ff", "warn": "#ffd79a", "warn-paper": "#3a2a10", "focus": "#8fc1ff",
    "bar": "#4a83c6", "other": "#2f8b7c", "mark": "#f4f6f9", "up": "#77b1f5", "down": "#f39a4c", "same": "#8b95a1",
    "unknown": "#12161b", "range": "#5b7699", "now": "#77818d", "later": "#4a83c6",
    "less2": "#f6a35c", "less1": "#bf6f2b", "middle": "#7c8692", "more1": "#4b86c6", "more2": "#9ac6fb",
    "way1": "#4a6c98", "way2": "#5f88bb", "way3": "#7da6d8", "way4": "#a3c4ec", "way5": "#d0e2f8",
    "part1": "#7fb5f5", "part2": "#f3a05f", "part3": "#63c9a0", "part4": "#d49ee2", "part5": "#aab4bf",
    "part6": "#d9bd54", "part7": "#f592b3", "part8": "#6cc5da",
    "heat0": "#1b2129", "heat1": "#1d2a3a",
    "heat2": "#24456b", "heat3": "#2f639c", "heat4": "#7fb5f5", "heat5": "#c0dbfb",
}  # fmt: skip
_WORDS = ("less2", "less1", "middle", "more1", "more2", "heat0")
ON = (
    *(f"way{at}" for at in range(1, 6)),
    *(f"part{at}" for at in range(1, 9)),
    *(f"heat{at}" for at in range(1, 6)),
    *_WORDS,
    "unknown",
)
"""Fills on which words stand."""
BLACK, WHITE = "#10141a", "#ffffff"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour ``#rrggbb`` (WCAG 2.2, from 0 to 1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, from 1 to 21)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def word_on(fill: str) -> str:
    """Return black or white, whichever is read better on a fill."""
    return max((BLACK, WHITE), key=lambda colour: contrast(colour, fill))


def variables(palette: Mapping[str, str]) -> str:
    """Return the declarations of a theme: a variable a colour, and one for the words on each fill."""
    colours = [f"--{name}:{colour}" for name, colour in palette.items()]
    return ";".join([*colours, *(f"--on-{name}:{word_on(palette[name])}" for name in ON)])


def rules() -> str:
    """Return the rules that give shapes and words of charts their colours by their classes."""
    fills = [name for name in LIGHT if name not in _PAGE]
    shapes = [f".{name}{{fill:var(--{name})}}" for name in fills]
    words = [f"text.on.{name}{{fill:var(--on-{name})}}" for name in ON]
    strokes = [
        f".{name}.stroke,.{name}line{{stroke:var(--{name})}}.{name}.hollow{{stroke:var(--{name});fill:var(--paper)}}"
        for name in ("up", "down", "same", "mark")
    ]
    blocks = [f".stack .{name}{{background:var(--{name});color:var(--on-{name})}}" for name in ON]
    return "".join([*shapes, *words, *strokes, *blocks])


_PAGE = {"paper", "surface", "ink", "soft", "hair", "edge", "link", "warn", "warn-paper", "focus"}
