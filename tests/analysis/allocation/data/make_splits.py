"""Makes splits.csv: counts of 2 to 10 over four parts and percentages later, with weights, in teams."""

from pathlib import Path

import numpy as np

generator = np.random.default_rng(20262)
lines = ["respondent,part,share,later,total,weight,cluster"]
for person in range(150):
    chances = generator.dirichlet([1.5, 2.5, 0.4, 0.2])
    total = int(generator.integers(2, 11))
    counts = generator.multinomial(total, chances)
    later = generator.multinomial(20, generator.dirichlet(4 * chances + [0.1, 0.1, 0.1, 0.6])) * 5
    weight = f"{generator.gamma(4, 0.25) + 0.05:.3f}"
    for part, now, then in zip("abcd", counts, later, strict=True):
        shown = str(then) if person % 4 else ""
        lines.append(f"{person},{part},{now},{shown},{total},{weight},team{person // 2}")
Path(__file__).with_name("splits.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
