"""References of the complex functions of std.math, for cli/src/test/resources/complex.

    python3 complex_references.py FOLDER          (mpmath 1.3)

One file per function, `x,y,re,im`: the parts of the argument, and those of the result, each rounded
correctly; hexadecimal. The precision is 2,400 bits, so that no cancellation reaches the result.
Arguments lie off the cuts: near 0, 1, i, the unit circle, multiples of pi/2, at overflow, and at any
exponent. Always the same ones: the generator has a seed.
"""

import math
import random
import sys

from mpmath import mp, mpc

mp.prec = 2400
ROWS = 20  # of each kind
FUNCTIONS = ["exp", "log", "sqrt", "sinh", "cosh", "tanh", "sin", "cos", "tan",
             "asinh", "acosh", "atanh", "asin", "acos", "atan"]


def kinds(draw):
    def scaled(low, high):
        return draw.choice([-1, 1]) * math.ldexp(draw.uniform(1, 2), draw.randrange(low, high))

    def sign():
        return draw.choice([-1, 1])

    def near_one():
        return sign() * (1 + sign() * math.ldexp(1, draw.randrange(-52, -1)))

    def on_circle():
        angle = draw.uniform(-math.pi, math.pi)
        size = 1 + sign() * math.ldexp(1, draw.randrange(-52, -1))
        return size * math.cos(angle), size * math.sin(angle)

    yield lambda: (draw.uniform(-2, 2), draw.uniform(-2, 2))
    yield lambda: (draw.uniform(-20, 20), draw.uniform(-20, 20))
    yield lambda: (scaled(-30, 10), scaled(-30, 10))
    yield lambda: (scaled(-1060, 1000), scaled(-1060, 1000))
    yield on_circle
    yield lambda: (near_one(), scaled(-60, 0))
    yield lambda: (scaled(-60, 0), near_one())
    yield lambda: (near_one(), scaled(-1000, -100))
    yield lambda: (draw.uniform(-740, 740), draw.uniform(-100, 100))
    yield lambda: (draw.uniform(-100, 100), draw.uniform(-740, 740))
    yield lambda: (scaled(-30, 3), math.pi / 2 * draw.choice([-7, -4, -3, -2, -1, 1, 2, 3, 5, 8]))


def is_out_of_range(function, x, y):
    """Whether mpmath would compute an exponential with an exponent of a thousand bits."""
    exponent = {"exp": x, "sinh": x, "cosh": x, "sin": y, "cos": y}.get(function, 0)
    if function in ("tanh", "tan"):
        exponent = x if function == "tanh" else y
    return abs(exponent) > 1000


def rounded(value):
    """The nearest float; mpmath's own conversion rounds subnormal results twice."""
    _, exponent = mp.frexp(value)
    unit = max(exponent - 53, -1074)
    whole = int(mp.nint(mp.ldexp(abs(value), -unit)))
    size = math.ldexp(whole, unit) if whole.bit_length() + unit <= 1024 else math.inf
    return size if value > 0 else -size


def written(value):
    return float.hex(value).replace("inf", "Infinity")


def main(folder):
    for function in FUNCTIONS:
        draw = random.Random(function)
        lines = ["x,y,re,im"]
        for point in kinds(draw):
            for _ in range(ROWS):
                x, y = point()
                if is_out_of_range(function, x, y):
                    continue
                w = getattr(mp, function)(mpc(x, y))
                if w.real == 0 or w.imag == 0:
                    continue  # off the axes no part is 0: these cancelled in spite of 2,400 bits
                lines.append(",".join(map(written, (x, y, rounded(w.real), rounded(w.imag)))))
        with open(f"{folder}/{function}.csv", "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")


main(sys.argv[1])
