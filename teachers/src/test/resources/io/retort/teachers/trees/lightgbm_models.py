"""Makes table.csv and the models lightgbm-*.txt with the library's own predictions.

Run with LightGBM 4.7, NumPy and pandas: python lightgbm_models.py
"""
import random

import lightgbm as lgb
import numpy as np
import pandas as pd

ROWS = 120
COLOURS = ["red", "green", "deep blue", "gelb"]


def table():
    draw = random.Random(1)
    rows = []
    for _ in range(ROWS):
        length = round(draw.uniform(-2, 3), 2)
        width = round(draw.gauss(0, 1), 3)
        count = draw.choice([0, 0, 0, 1, 2, 3, 5])
        colour = draw.choice(COLOURS)
        score = length - width + 0.4 * count + {"red": 1, "deep blue": -1}.get(colour, 0)
        kind = 0 if score < 0 else 1 if score < 2 else 2
        if draw.random() < 0.1:
            kind = draw.choice([0, 1, 2])
        amount = round(abs(score) + 0.1 + draw.random(), 3)
        cells = [length, width, count, colour]
        for i in range(4):
            if draw.random() < 0.12:
                cells[i] = ""
        rows.append(cells + [kind, amount])
    return pd.DataFrame(rows, columns=["length", "petal width", "count", "colour", "kind", "amount"])


def write(name, booster, inputs):
    booster.save_model(f"lightgbm-{name}.txt")
    predictions = booster.predict(inputs)
    np.savetxt(f"lightgbm-{name}.csv", predictions, delimiter=",", fmt="%.17g")


def main():
    rows = table()
    rows.to_csv("table.csv", index=False)
    frame = rows[["length", "petal width", "count", "colour"]].replace("", np.nan)
    for column in ["length", "petal width", "count"]:
        frame[column] = frame[column].astype(float)
    frame["colour"] = pd.Categorical(frame["colour"], categories=sorted(COLOURS))
    numbers = frame.copy()
    numbers["colour"] = frame["colour"].cat.codes.replace(-1, np.nan).astype(float)
    kind = rows["kind"].to_numpy()
    amount = rows["amount"].to_numpy()
    usual = {
        "num_leaves": 6, "min_data_in_leaf": 4, "min_data_per_group": 4, "cat_smooth": 1,
        "verbosity": -1, "seed": 1, "deterministic": True, "num_threads": 1, "min_sum_hessian_in_leaf": 0.01,
    }

    def train(name, label, rounds=4, inputs=frame, **settings):
        data = lgb.Dataset(inputs, label, free_raw_data=False)
        booster = lgb.train(usual | settings, data, rounds)
        write(name, booster, inputs)
        return booster

    train("binary", kind > 0, objective="binary", sigmoid=1.5)
    train("classes", kind, objective="multiclass", num_class=3)
    train("one-versus-all", kind, objective="multiclassova", num_class=3, sigmoid=0.7)
    values = train("values", amount, rounds=8, objective="regression")
    few = values.predict(frame, num_iteration=2)
    np.savetxt("lightgbm-values.rounds-2.csv", few, delimiter=",", fmt="%.17g")
    train("root", amount, objective="regression", reg_sqrt=True)
    train("absolute", amount, objective="regression_l1")
    train("poisson", amount, objective="poisson")
    train("gamma", amount, objective="gamma")
    train("tweedie", amount, objective="tweedie")
    train("shares", (kind / 2), objective="cross_entropy")
    train("intensity", (kind / 2), objective="cross_entropy_lambda")
    train("forest", kind, boosting="rf", objective="multiclass", num_class=3,
          bagging_freq=1, bagging_fraction=0.6)
    train("zero-missing", amount, zero_as_missing=True, objective="regression")
    train("no-missing", amount, use_missing=False, objective="regression")
    train("missing-tells", amount + 9 * frame["length"].isna(), objective="regression")
    train("unnamed", amount, inputs=numbers.to_numpy(), objective="regression")
    train("dart", amount, boosting="dart", objective="regression", drop_rate=0.5)
    train("linear", amount, linear_tree=True, objective="regression")
    ranks = lgb.Dataset(frame, kind, group=[ROWS])
    write("ranks", lgb.train(usual | {"objective": "lambdarank"}, ranks, 2), frame)


if __name__ == "__main__":
    main()
