"""Makes old.csv and new.csv: two editions with hours, a size with a code that came and a weight, and a region."""

from pathlib import Path

import numpy as np

generator = np.random.default_rng(20264)
for name, n, chances in (("old", 180, [0.5, 0.3, 0.2]), ("new", 150, [0.35, 0.4, 0.25])):
    lines = ["respondent,hours,size,region,weight"]
    for person in range(n):
        size = ("small", "middle", "large", "dont_know")[
            int(generator.choice(4, p=[*(0.95 * one for one in chances), 0.05]))
        ]
        region = ("north", "south", "east")[
            int(generator.choice(3, p=[0.5, 0.3, 0.2] if name == "old" else [0.4, 0.35, 0.25]))
        ]
        hours = round(float(generator.gamma(3, 2 if name == "old" else 2.4)) + (region == "south"), 2)
        lines.append(f"{person},{hours},{size},{region},{generator.uniform(0.4, 2):.3f}")
    Path(__file__).with_name(f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
