"""Expected bits of the float reductions, from the definitions of their orders in plain Python.

    python3 ir-spec/src/main/scripts/reductions.py          (NumPy 2; takes a few seconds)

Reads x, y and p in both types from the conformance resources and writes reductions.txt beside them.
The functions below are the definition of the orders; README.md there describes the files.
"""

import pathlib
from fractions import Fraction

import numpy as np

FOLDER = pathlib.Path(__file__).parents[1] / "resources/dev/strake/ir/conformance/reductions"
CHUNK = 4096  # elements
RUN = 256  # steps of a chain
PRECISION = {np.float32: 24, np.float64: 53}  # bits
LENGTHS = [0, 1, 2, 3, 5, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 255, 256, 257, 511, 513, 1000]
LENGTHS += [4095, 4096, 4097, 8191, 8192, 8193, 12289, 16385, 20011]
MATRICES = [(1, 1, 1), (2, 3, 4), (5, 256, 3), (3, 257, 7), (7, 600, 5)]  # m, k, n


def in_seq_order(elements, combine):
    """From left to right, starting with the first element."""
    total = elements[0]
    for element in elements[1:]:
        total = combine(total, element)
    return total


def in_lanes_order(elements, combine):
    """Chunks of 4,096 elements; their totals are combined in adjacent pairs, level by level, an odd
    one passing through."""
    starts = range(0, len(elements), CHUNK)
    level = [of_chunk(elements[start : start + CHUNK], combine) for start in starts]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [in_seq_order(pair, combine) for pair in pairs]
    return level[0]


def of_chunk(elements, combine):
    """Lane j of L (128 bytes of them) folds the elements j, j + L, j + 2L, ...; then the upper half
    of the lanes is combined into the lower half until one is left. A lane without an element is
    skipped."""
    lane_count = 128 // elements[0].itemsize
    used = range(min(lane_count, len(elements)))
    lanes = [in_seq_order(elements[j::lane_count], combine) for j in used]
    while lane_count > 1:
        lane_count //= 2
        lower, upper = lanes[:lane_count], lanes[lane_count:]
        lanes = [combine(low, upper[i]) if i < len(upper) else low for i, low in enumerate(lower)]
    return lanes[0]


def dot_in_chain_order(a, b):
    """Runs of 256 steps of fma, each from +0, added from left to right beginning with the first."""
    zero = a.dtype.type(0)
    runs = []
    for start in range(0, len(a), RUN):
        run = zero
        for left, right in zip(a[start : start + RUN], b[start : start + RUN]):
            run = fma(left, right, run)
        runs.append(run)
    return in_seq_order(runs, add) if runs else zero


def fma(a, b, c):
    """a * b + c, rounded once; an exact zero has the sign that an addition gives it."""
    exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
    return rounded(exact, type(a)) if exact else a * b + c


def rounded(exact, float_type):
    """The nearest float, of two the even one; `exact` is far from overflow and underflow."""
    bits = PRECISION[float_type]
    exponent = exact.numerator.bit_length() - exact.denominator.bit_length() - bits
    if abs(exact) >= Fraction(2) ** (exponent + bits):
        exponent += 1
    unit = Fraction(2) ** exponent
    return float_type(float(round(exact / unit) * unit))


def add(a, b):
    return a + b


def multiply(a, b):
    return a * b


def rows(name, float_type):
    """The lines of the table for one type."""
    x, y, p = (np.fromfile(FOLDER / f"{array}_{name}.bin", float_type) for array in "xyp")
    zero, one = float_type(0), float_type(1)
    for n in LENGTHS:
        cases = {
            "sum lanes x": in_lanes_order(x[:n], add) if n else zero,
            "sum seq x": in_seq_order(x[:n], add) if n else zero,
            "prod lanes p": in_lanes_order(p[:n], multiply) if n else one,
            "dot lanes x,y": in_lanes_order(x[:n] * y[:n], add) if n else zero,
            "dot chain x,y": dot_in_chain_order(x[:n], y[:n]),
        }
        for case, value in cases.items():
            yield f"{name} {case} {n} {hexadecimal(value)}"
    for m, k, n in MATRICES:
        a, b = x[: m * k].reshape(m, k), y[: k * n].reshape(k, n)
        elements = [dot_in_chain_order(row, column) for row in a for column in b.T]
        yield f"{name} matmul chain x,y {m} {k} {n} {' '.join(map(hexadecimal, elements))}"
    yield f"{name} sum lanes -0.0 1 {hexadecimal(in_lanes_order([float_type(-0.0)], add))}"


def hexadecimal(value):
    digits = 2 * value.itemsize
    return f"{int.from_bytes(value.tobytes(), 'little'):0{digits}x}"


if __name__ == "__main__":
    lines = ["# dtype op order input n bits; for matmul: dtype op order input m k n bits..."]
    for name, float_type in (("f64", np.float64), ("f32", np.float32)):
        lines += rows(name, float_type)
    (FOLDER / "reductions.txt").write_text("\n".join(lines) + "\n")
