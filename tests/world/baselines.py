"""Baselines that are not worth a Rust crate: what anomaly detectors and a supervised learner make of the same facts.

    python3 -m venv venv && venv/bin/pip install pyod scikit-learn pandas
    world measure --corpus W --dump W/facts.csv
    venv/bin/python tests/world/baselines.py W [--draws 200] [--seed 1]

Reads W/facts.csv (the dump), W/truth.csv and W/about.json; prints the figures that `world measure` prints. The
unsupervised ones see all charges of all holders at once and list the top hundredth. The supervised one is a bound: it is
trained on one half of the holders of the same world and judges the other half, twice, and lists from the cut that is best
for F1 on the half it was trained on.
"""

import argparse
import json
import pathlib

import numpy as np
import pandas as pd
from pyod.models.ecod import ECOD
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from sklearn.metrics import precision_recall_curve

TRUTH = [
    "household", "line", "date", "amount", "currency", "descriptor", "label", "incident", "scenario", "context", "region",
    "merchant", "family", "exact", "rank", "score", "band", "fires", "flagged", "rules", "silenced", "nearly",
    "cannot_tell",
]


def features(dump):
    """Every fact as a number: texts as whether there is one, and the class of the shop as yes or no for each."""
    facts = dump.drop(columns=TRUTH)
    table = {}
    for name in facts:
        numbers = pd.to_numeric(facts[name], errors="coerce")
        if numbers.notna().sum() == facts[name].notna().sum():
            table[name] = numbers
        elif facts[name].nunique() <= 40:
            for value in facts[name].dropna().unique():
                table[f"{name}={value}"] = (facts[name] == value).astype(float)
        else:
            table[f"{name}?"] = facts[name].notna().astype(float)
    table["ln_amount"] = np.log(dump["amount_units"].clip(lower=0.01))
    return pd.DataFrame(table).dropna(axis=1, how="all")


def average_precision(score, label, weight):
    """The mean over all orders of equal scores."""
    order = np.argsort(-score, kind="stable")
    score, sought, weight = score[order], (label * weight)[order], weight[order]
    starts = np.flatnonzero(np.r_[True, score[1:] != score[:-1]])
    sizes, hits = np.add.reduceat(weight, starts), np.add.reduceat(sought, starts)
    before, found = np.cumsum(sizes) - sizes, np.cumsum(hits) - hits
    total = 0.0
    for tie in np.flatnonzero(hits > 0):
        size, hit = int(sizes[tie]), hits[tie]
        others = (hit - 1) / (size - 1) if size > 1 else 0.0
        places = np.arange(size)
        total += hit / size * np.sum((found[tie] + 1 + places * others) / (before[tie] + places + 1))
    return total / hits.sum()


def figures(dump, truth, months, score, listed, draws, seed):
    """Average precision, incidents at 1, 3 and 5, and what the list costs, with 95 % of draws of holders."""
    names = truth["household"].unique()
    number = {name: at for at, name in enumerate(names)}
    holder = dump["household"].map(number).to_numpy()
    label = dump["label"].to_numpy(float)
    ranked = pd.DataFrame({"holder": holder, "month": dump["date"].str[:7], "date": dump["date"], "score": -score})
    ranked = ranked.sort_values(["holder", "month", "score", "date"], kind="stable")
    place = ranked.groupby(["holder", "month"]).cumcount().reindex(dump.index).to_numpy()
    of_incident = pd.DataFrame({"incident": dump["incident"], "place": place, "listed": listed})
    of_incident = of_incident[dump["label"] == 1].groupby("incident").agg({"place": "min", "listed": "max"})
    incidents = truth[truth["label"] == 1].groupby("incident")["household"].first().map(number)
    best = of_incident["place"].reindex(incidents.index).fillna(1e9).to_numpy()
    seen = of_incident["listed"].reindex(incidents.index, fill_value=False).to_numpy(bool)
    clean = np.ones(len(names))
    clean[incidents.to_numpy()] = 0.0

    def one(weight):
        rows = weight[holder]
        of = weight[incidents.to_numpy()]
        flags, flags_clean = (rows * listed).sum(), (rows * listed * clean[holder]).sum()
        return [
            average_precision(score, label, rows),
            *[(of * (best < looks)).sum() / of.sum() for looks in (1, 3, 5)],
            (rows * listed * label).sum() / max(flags, 1e-9),
            (of * seen).sum() / of.sum(),
            flags_clean / (clean * weight).sum() / months,
        ]

    dice = np.random.default_rng(seed)
    value = one(np.ones(len(names)))
    drawn = [one(np.bincount(dice.integers(0, len(names), len(names)), minlength=len(names)).astype(float))
             for _ in range(draws)]
    if not drawn:
        return [f"{v:.3f}" for v in value]
    low, high = np.quantile(np.array(drawn), [0.025, 0.975], axis=0)
    return [f"{v:.3f} [{a:.3f}, {b:.3f}]" for v, a, b in zip(value, low, high)]


def supervised(table, dump, truth, seed):
    """Scores of every half by a model of the other one, and whether they pass that model's best cut."""
    names = truth["household"].unique()
    half = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % 2))
    half, label = dump["household"].map(half).to_numpy(), dump["label"].to_numpy()
    score, listed = np.zeros(len(dump)), np.zeros(len(dump), bool)
    for own in (0, 1):
        model = HistGradientBoostingClassifier(
            max_iter=200, learning_rate=0.06, l2_regularization=1.0, min_samples_leaf=20, random_state=seed
        ).fit(table[half != own], label[half != own])
        precision, recall, cuts = precision_recall_curve(
            label[half != own], model.predict_proba(table[half != own])[:, 1]
        )
        best = np.argmax(2 * precision * recall / np.maximum(precision + recall, 1e-12))
        score[half == own] = model.predict_proba(table[half == own])[:, 1]
        listed[half == own] = score[half == own] >= cuts[min(best, len(cuts) - 1)]
    return score, listed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("world", type=pathlib.Path)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dump = pd.read_csv(args.world / "facts.csv", low_memory=False, keep_default_na=False, na_values=[""])
    truth = pd.read_csv(args.world / "truth.csv", low_memory=False, keep_default_na=False)
    about = json.loads((args.world / "about.json").read_text())
    days = (pd.to_datetime(dump["date"]).max() - pd.Timestamp(about["breach"])).days + 1
    months = days / 30.4375
    table = features(dump)
    filled = table.fillna(table.median()).fillna(0.0)
    top = lambda score: score >= np.quantile(score, 0.99)
    forest = -IsolationForest(n_estimators=200, random_state=args.seed, n_jobs=2).fit(filled).score_samples(filled)
    ecod = ECOD().fit(filled).decision_scores_
    own = dump["score"].to_numpy(float)
    rows = [
        ("postbreach", own, dump["flagged"].to_numpy(bool)),
        ("isolation forest", forest, top(forest)),
        ("ECOD", ecod, top(ecod)),
        ("gradient boosting, supervised (bound)", *supervised(table, dump, truth, args.seed)),
    ]
    head = ["system", "average precision", "incidents at 1", "incidents at 3", "incidents at 5", "listed: precision",
            "listed: incident recall", "listed: flags a month, clean"]
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for name, score, listed in rows:
        print(f"| {name} | " + " | ".join(figures(dump, truth, months, score, listed, args.draws, args.seed)) + " |")


if __name__ == "__main__":
    main()
