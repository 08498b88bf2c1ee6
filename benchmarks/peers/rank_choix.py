"""Plackett–Luce by choix: run by an interpreter that has it, with a file of places, one ranking a line."""

import json
import sys
import time
from pathlib import Path

import choix

rows = [[int(cell) for cell in line.split(",")] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
orders = [sorted(range(len(row)), key=row.__getitem__) for row in rows]
begun = time.perf_counter()
worth = choix.ilsr_rankings(len(rows[0]), orders, tol=1e-8)
print(json.dumps({"seconds": time.perf_counter() - begun, "worth": worth.tolist()}))
