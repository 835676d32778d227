"""Makes the models xgboost-pandas of table.csv, which have the categories of a data frame inside.

Run in this folder with XGBoost 3.4, NumPy and pandas, after the table: python xgboost_models.py
"""
import numpy as np
import pandas as pd
import xgboost as xgb


def main():
    rows = pd.read_csv("table.csv")
    frame = rows[["length", "petal width", "count", "colour"]].copy()
    # Not in the alphabet's order, and one that no row has.
    frame["colour"] = pd.Categorical(frame["colour"], categories=["red", "violet", "gelb", "deep blue", "green"])
    # Whole numbers that are categories, with gaps.
    frame["count"] = pd.Categorical(frame["count"].astype("Int64"), categories=[5, 0, 1, 2, 3])
    data = xgb.DMatrix(frame, rows["amount"], enable_categorical=True)
    settings = {"max_depth": 4, "min_child_weight": 0.1, "max_cat_to_onehot": 2, "seed": 1, "nthread": 1}
    booster = xgb.train(settings, data, 4)
    booster.save_model("xgboost-pandas.json")
    booster.save_model("xgboost-pandas.ubj")
    np.savetxt("xgboost-pandas.csv", booster.predict(data), fmt="%.9g")


if __name__ == "__main__":
    main()
