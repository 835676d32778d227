"""Makes trees.csv and teacher.txt of this folder: LightGBM 4.7, NumPy and pandas."""
import lightgbm as lgb
import numpy as np
import pandas as pd

SOILS = ["clay", "loam", "peat", "sand"]
SPECIES = ["alder", "beech", "oak", "pine"]


def sites(count, draw):
    """Places, and the species that grows best there; a rule with chance in it."""
    height = draw.gamma(2, 250, count)
    rain = draw.normal(900, 250, count) + height / 5
    slope = draw.gamma(1.5, 8, count)
    soil = draw.choice(SOILS, count)
    wet = rain / 250 - slope / 12 + np.select([soil == "clay", soil == "peat", soil == "sand"], [1, 2, -2], 0)
    cold = height / 250 + 0.3 * np.sin(slope)
    scores = np.stack([1.3 * wet - 5.5 - cold, 1.2 - abs(wet - 3) + cold / 3 - (soil == "peat") * 3,
                       1.4 - abs(wet - 4) / 2 - abs(cold - 1), cold + 0.4 - wet / 2 + (soil == "sand") * 1.5])
    best = np.argmax(scores + draw.gumbel(0, 0.25, scores.shape), axis=0)
    rows = pd.DataFrame({"height": height.round(1), "rain": rain.round(), "slope": slope.round(1), "soil": soil})
    for column in rows:
        rows.loc[draw.random(count) < 0.06, column] = None
    rows["species"] = np.array(SPECIES)[best]
    return rows


def main():
    draw = np.random.default_rng(7)
    known = sites(20000, draw)
    inputs = known.drop(columns="species")
    inputs["soil"] = pd.Categorical(inputs["soil"], categories=SOILS)
    settings = {"objective": "multiclass", "num_class": len(SPECIES), "num_leaves": 8, "learning_rate": 0.35,
                "verbosity": -1, "seed": 1, "deterministic": True, "num_threads": 1}
    classes = known["species"].map(SPECIES.index)
    lgb.train(settings, lgb.Dataset(inputs, classes), 12).save_model("teacher.txt")
    sites(1600, draw).to_csv("trees.csv", index=False)


if __name__ == "__main__":
    main()
