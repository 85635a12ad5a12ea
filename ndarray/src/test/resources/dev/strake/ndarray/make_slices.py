"""Writes slices.txt: what Python makes of `range(n)[start:stop:step]`, one case per line."""

import itertools

BOUNDS = [None, -9, -4, -1, 0, 2, 4, 9]
STEPS = [1, 2, 5, -1, -2, -5]

with open("slices.txt", "w") as out:
    for n, start, stop, step in itertools.product([0, 1, 4], BOUNDS, BOUNDS, STEPS):
        text = [("" if bound is None else str(bound)) for bound in (start, stop)]
        indices = " ".join(map(str, range(n)[start:stop:step]))
        out.write(f"{n} {text[0]}:{text[1]}:{step} -> {indices}\n")
