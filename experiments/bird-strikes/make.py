#!/usr/bin/env python3
"""Makes strikes.csv, beside this file, from reports of the FAA's Wildlife Strike Database.

The reports are those of the npm package vega-datasets 3.2.1 (`npm pack vega-datasets`), 10,000 of the years 1990 to
2002, which the US government has made public:

    make.py package/data/birdstrikes.csv > strikes.csv

What is left out: the airport and the costs (which follow from the damage), reports with an unknown code of damage,
reports that differ in the date alone, and of those without damage all but twice as many as those with it, chosen by a
hash. A third of the rows therefore have damage, where a tenth of all reports have.
"""
import csv
import hashlib
import sys

COLUMNS = {
    "date": "Flight Date",
    "state": "Origin State",
    "operator": "Aircraft Airline Operator",
    "aircraft": "Aircraft Make Model",
    "phase": "Phase of flight",
    "size": "Wildlife Size",
    "species": "Wildlife Species",
    "light": "Time of day",
    "speed": "Speed IAS in knots",
}
DAMAGE = {"None": "no", "Minor": "yes", "Medium": "yes", "Substantial": "yes"}

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    reports = [report for report in csv.DictReader(file) if report["Effect Amount of damage"] in DAMAGE]
rows = [tuple(report[name] for name in COLUMNS.values()) + (DAMAGE[report["Effect Amount of damage"]],) for report in reports]
# Of those that differ in the date alone, the first.
rows = list({row[1:]: row for row in sorted(rows, reverse=True)}.values())
damaged = [row for row in rows if row[-1] == "yes"]
others = sorted((row for row in rows if row[-1] == "no"), key=lambda row: hashlib.sha256("\t".join(row).encode()).digest())

writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow([*COLUMNS, "damage"])
writer.writerows(sorted(damaged + others[: 2 * len(damaged)]))
