"""Pure states of the interactive kinds: frozen values and functions that return the next one."""
