"""The face for a browser: the full-screen face of a process of its own, shown by a page that this machine serves."""
