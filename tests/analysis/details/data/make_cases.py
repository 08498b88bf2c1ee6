"""Makes cases.csv: one described case a respondent, with the overview of all cases of the team by serving mode."""

from pathlib import Path

import numpy as np

generator = np.random.default_rng(20263)
kinds, models = ("batch", "online", "stream"), ("classical", "deep", "generative")
lines = ["respondent,value,stage,type,model,count,people,rule,weight,mix.batch,mix.online,mix.stream"]
for person in range(260):
    count = int(min(generator.geometric(0.25), 10))
    cases = generator.choice(3, size=count, p=[0.55, 0.35, 0.1])
    kind = int(cases[generator.integers(count)])
    model = models[int(generator.choice(3, p=[[0.6, 0.3, 0.1], [0.3, 0.3, 0.4], [0.4, 0.4, 0.2]][kind]))]
    value = round(float(generator.gamma(2 + kind, 2.0) + 0.2 * count), 2)
    split = [round(100 * float(np.mean(cases == at)), 4) for at in range(3)]
    shown = [f"{one:g}" if count > 1 and person % 10 else "" for one in split]
    stage = "late" if value > 6 else "early"
    people = ("n1", "n2_3", "n4_6", "n7_12")[int(generator.integers(4))]
    rule = "only_one" if count == 1 else ("rule", "rule", "rule_next", "own_choice")[int(generator.integers(4))]
    weight = f"{generator.uniform(0.5, 1.5):.3f}"
    lines.append(f"{person},{value},{stage},{kinds[kind]},{model},{count},{people},{rule},{weight},{','.join(shown)}")
Path(__file__).with_name("cases.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
