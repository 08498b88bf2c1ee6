"""Learning from answers: scores, weights, estimates, change between years, and the yearly report."""

import os

# One thread for numpy's linear algebra: more gain nothing here, wait for each other on a busy machine by keeping its
# cores busy, and make the last digits depend on how many cores there are.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
