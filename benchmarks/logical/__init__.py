"""Logical surveys made from a seed, and what each side of the engine's benchmark makes of one."""
