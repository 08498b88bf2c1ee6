"""Makes top3.csv: rankings of three of eight items, with ties never, weights, and people in teams."""

from pathlib import Path

import numpy as np

generator = np.random.default_rng(20261)
worth = np.array([1.2, 0.8, 0.5, 0.1, -0.2, -0.4, -0.8, -1.2])
lines = ["respondent,item,rank,weight,cluster"]
for person in range(240):
    team = person // 3
    liking = worth + 0.6 * np.sin(np.arange(8) * (team % 7)) + generator.gumbel(size=8)
    offered = generator.permutation(8)[: generator.integers(5, 9)]
    order = sorted(offered, key=lambda item: -liking[item])
    weight = round(float(generator.gamma(4, 0.25)), 3) + 0.05
    ranks = {item: str(place) for place, item in enumerate(order[:3], 1)}
    lines += [f"{person},item{item},{ranks.get(item, '')},{weight:.3f},team{team}" for item in sorted(offered)]
Path(__file__).with_name("top3.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
