"""Loads a questionnaire from its compiled cache as a respondent's start does; prints seconds of processor time.

Neither yaml nor pydantic may come along. With ``json`` behind the folders, the text alone is read, as the floor.
"""

import json
import sys
import time
from pathlib import Path

from mlops_survey_tui.questionnaire.load import load

folder, cache = Path(sys.argv[1]), Path(sys.argv[2])
begun = time.process_time()
if sys.argv[3:] == ["json"]:
    for line in next(cache.iterdir()).read_text(encoding="utf-8").split("\n")[1:]:
        json.loads(line[line.index("{") :])
else:
    load(folder, cache)
print(time.process_time() - begun)
assert not {"yaml", "pydantic"} & sys.modules.keys()
