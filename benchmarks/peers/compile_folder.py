"""Compiles a questionnaire's folder as the author's commands do; prints the seconds of processor time that it took."""

import sys
import time
from pathlib import Path

from mlops_survey_tui.questionnaire.compiler import compile_folder

begun = time.process_time()
compile_folder(Path(sys.argv[1]), "")
print(time.process_time() - begun)
