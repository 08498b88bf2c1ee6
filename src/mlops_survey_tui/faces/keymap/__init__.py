"""Which keys lead to which actions: those of the registry, changed by the file of the person at the keyboard."""

from .keymap import STANDARD, Hint, Keymap

__all__ = ["STANDARD", "Hint", "Keymap"]
