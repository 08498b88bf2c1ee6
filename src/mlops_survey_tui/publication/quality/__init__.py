"""Marks on records that look careless, impossible or repeated; they are published with the data, never dropped."""
