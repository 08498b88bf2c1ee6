"""Reads YAML files by ruamel: run by an interpreter that has it, with "rt" or "safe" and the files; prints seconds."""

import sys
import time
from pathlib import Path

from ruamel.yaml import YAML  # type: ignore[import-not-found]

texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
begun = time.process_time()
for text in texts:
    YAML(typ=sys.argv[1]).load(text)
print(time.process_time() - begun)
