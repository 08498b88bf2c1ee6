"""Checks a draw: python verify_draw.py LIST.json RESULT.json [ENTRY]. Needs only Python; compare the randomness with
the beacon's public number for the round named in the list, and the list hash with the one you noted before the draw."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def digest(label: str, *parts: bytes) -> bytes:
    state = hashlib.sha256()
    for part in (label.encode(), *parts):
        state.update(len(part).to_bytes(8, "big") + part)
    return state.digest()


def problems(listed: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    entries = [bytes.fromhex(entry) for entry in listed["entries"]]
    head = [str(listed[name]).encode() for name in ("edition", "chain", "round", "winners")]
    list_hash = digest("mlops-survey raffle list 1", *head, *entries)
    randomness = bytes.fromhex(result["randomness"])
    ranked = sorted(entries, key=lambda e: (digest("mlops-survey raffle rank 1", randomness, list_hash, e), e))
    if entries != sorted(set(entries)):
        yield "the entries are not sorted, or one comes twice"
    if listed["list_hash"] != list_hash.hex() or result["list_hash"] != list_hash.hex():
        yield "the hash of the list is not right"
    if (listed["edition"], listed["winners"]) != (result["edition"], result["winners"]):
        yield "edition or number of winners differ"
    if result["ranking"] != [entry.hex() for entry in ranked]:
        yield "the ranking is not what the randomness gives"


if __name__ == "__main__":
    listed, result = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    found = list(problems(listed, result))
    entries, winners = len(result["ranking"]), result["winners"]
    print("\n".join(found) or f"The draw is right: {entries} entries, {min(entries, winners)} win.")
    for entry in sys.argv[3:]:
        print(f"rank {result['ranking'].index(entry) + 1}" if entry in result["ranking"] else "not in the list", entry)
    sys.exit(1 if found else 0)
