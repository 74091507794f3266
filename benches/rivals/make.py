#!/usr/bin/env python3
"""Makes the set of the standard job, and its exact answers.

    make.py UNITS DIR

A ruler of 8 fields, 40 criteria and 100 components with 100 points together, and the final points of so many
units. Nothing of it is official. The same number of units gives the same bytes everywhere: the numbers come
from the hash of a counter, and everything is counted in whole hundredths of a point.

Written: framework.csv, units_N.csv, final_N.csv, and exact_N.csv with the rank of every unit.
"""

import hashlib
import sys
from itertools import accumulate, groupby
from pathlib import Path

FIELDS = 8
CRITERIA = 5  # of each field
COMPONENTS = 100
QUARTERS = 400  # all points, in quarters of a point
GROUPS = 6


class Numbers:
    """Whole numbers below a bound, from SHA-256 of a name and a counter."""

    def __init__(self, name):
        self.name, self.count, self.pool = name, 0, b""

    def below(self, bound):
        if len(self.pool) < 4:
            self.pool = hashlib.sha256(f"{self.name} {self.count}".encode()).digest()
            self.count += 1
        number, self.pool = int.from_bytes(self.pool[:4], "big"), self.pool[4:]
        return number % bound


def text(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def ruler():
    """The components in their order: code, maximum in hundredths, whether a survey decides it."""
    numbers = Numbers("ruler")
    quarters = [2] * COMPONENTS
    for _ in range(QUARTERS - sum(quarters)):
        quarters[numbers.below(COMPONENTS)] += 1
    components = []
    for place, size in enumerate(quarters):
        criterion = place * FIELDS * CRITERIA // COMPONENTS
        field, own = criterion // CRITERIA + 1, criterion % CRITERIA + 1
        first = -(-criterion * COMPONENTS // (FIELDS * CRITERIA))
        survey = own == CRITERIA or field == FIELDS
        components.append((f"F{field}.{own}.{place - first + 1}", 25 * size, survey))
    return components


def write_ruler(components, path):
    rows = [("PAR", "", 0, sum(most for _, most, _ in components), "")]
    parent = lambda code: code.rpartition(".")[0]
    for field, of_field in groupby(components, lambda one: one[0].split(".")[0]):
        of_field = list(of_field)
        rows.append((field, "PAR", 1, sum(one[1] for one in of_field), ""))
        for criterion, own in groupby(of_field, lambda one: parent(one[0])):
            own = list(own)
            rows.append((criterion, field, 2, sum(one[1] for one in own), ""))
            rows += [(code, criterion, 3, most, "survey" if survey else "appraisal") for code, most, survey in own]
    lines = ["code,parent,level,max,scorer"] + [f"{c},{p},{l},{text(m)},{s}" for c, p, l, m, s in rows]
    path.write_text("\n".join(lines) + "\n")


def points(components, numbers, hard):
    """What one unit has at each component."""
    weak = numbers.below(25)
    for (_, most, survey), hardness in zip(components, hard):
        percent = min(100, max(0, 140 - weak - hardness - numbers.below(60)))
        if survey:  # surveys give any hundredth, appraisals quarters of a point
            yield most * percent // 100
        else:
            yield most // 25 * percent // 100 * 25


def main():
    count, at = int(sys.argv[1]), Path(sys.argv[2])
    at.mkdir(parents=True, exist_ok=True)
    components = ruler()
    write_ruler(components, at / "framework.csv")
    numbers = Numbers(f"{count} units")
    hard = [numbers.below(35) for _ in components]
    # Thousands of digits are written once, not anew for every cell.
    texts = [text(n) for n in range(max(most for _, most, _ in components) + 1)]
    sums = []
    with open(at / f"units_{count}.csv", "w") as units, open(at / f"final_{count}.csv", "w") as final:
        units.write("unit,group\n")
        final.write(",".join(["unit"] + [code for code, _, _ in components]) + "\n")
        for n in range(count):
            name = f"U{n + 1:07d}"
            units.write(f"{name},G{numbers.below(GROUPS) + 1}\n")
            own = list(points(components, numbers, hard))
            final.write(",".join([name] + [texts[one] for one in own]) + "\n")
            sums.append((name, sum(own)))
    # The rank of a sum is one more than the number of units above it.
    equal = {}
    for _, own in sums:
        equal[own] = equal.get(own, 0) + 1
    falling = sorted(equal, reverse=True)
    above = dict(zip(falling, accumulate([1] + [equal[one] for one in falling])))
    with open(at / f"exact_{count}.csv", "w") as exact:
        exact.write("unit,hundredths,rank\n")
        exact.writelines(f"{name},{own},{above[own]}\n" for name, own in sums)


main()
