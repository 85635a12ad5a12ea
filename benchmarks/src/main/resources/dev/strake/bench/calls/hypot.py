"""sqrt(a*a + b*b) over 10^7 numbers: one line asks for `new` or `into` -> nanoseconds."""

import sys
import time

import numpy as np

random = np.random.default_rng(1)
a = random.random(10_000_000)
b = random.random(10_000_000)
out = np.empty_like(a)
squares = np.empty_like(a)


def new():
    return np.sqrt(a * a + b * b)


def into():
    np.multiply(a, a, out=out)
    np.multiply(b, b, out=squares)
    np.add(out, squares, out=out)
    np.sqrt(out, out=out)


print(np.__version__, flush=True)
for line in sys.stdin:
    function = {"new": new, "into": into}[line.strip()]
    start = time.perf_counter_ns()
    function()
    print(time.perf_counter_ns() - start, flush=True)
