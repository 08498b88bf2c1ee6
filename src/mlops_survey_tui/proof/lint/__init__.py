"""The quality rules that software can check, each under a stable code, with its reason and its remedy."""
