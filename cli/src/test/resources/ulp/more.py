"""Writes the tables of functions that no published one covers: exp10, rsqrt, degrees, radians.

Run with a Python that has gmpy2 (Debian: python3-gmpy2), in this folder. Columns as in README.md.
"""

import gzip
import random

import gmpy2
from gmpy2 import mpfr

PRECISION = 300
FORMATS = {"f64": (53, -1074, 1024), "f32": (24, -149, 128)}
RANGES = {"exp10": (-330, 310, -1, 1), "rsqrt": (0, 4, 0, 1e300), "degrees": (-7, 7, -1e300, 1e300),
          "radians": (-400, 400, -1e300, 1e300)}
SPECIAL = [0.0, 1.0, 2.0, 3.0, 4.0, 10.0, 22.0, 90.0, 180.0, 360.0, 2.0**-149, 2.0**-1074, 2.0**127, float("inf"),
           float("nan")]


def exact(name, x):
    if name == "exp10":
        return gmpy2.exp10(x)
    if name == "rsqrt":
        return mpfr(1) / x if x == 0 else gmpy2.rec_sqrt(x)
    return x * 180 / gmpy2.const_pi() if name == "degrees" else x * gmpy2.const_pi() / 180


def in_format(value, kind):
    """The nearest value of the format."""
    bits, least, limit = FORMATS[kind]
    with gmpy2.context(precision=bits, emax=limit, emin=least + 1, subnormalize=True):
        return +mpfr(value)


def text(value):
    x = float(value)
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(str(x), x.hex())


def row(tag, name, kind, x):
    with gmpy2.context(precision=PRECISION, emax=2**40, emin=-(2**40)):
        value = exact(name, mpfr(x))
    result = in_format(value, kind)
    if not gmpy2.is_finite(result):
        return f"{tag},{text(x)},{text(result)},"
    bits, least, _ = FORMATS[kind]
    with gmpy2.context(precision=PRECISION, emax=2**40, emin=-(2**40)):
        exponent = gmpy2.get_exp(result) - bits if result != 0 else least
        rest = gmpy2.mul_2exp(value - result, 2000)
        rest = gmpy2.div_2exp(rest, 2000 + max(exponent, least)) if max(exponent, least) >= 0 else gmpy2.div_2exp(
            gmpy2.mul_2exp(rest, -max(exponent, least)), 2000)
    return f"{tag},{text(x)},{text(result)},{float(rest):.7f}"


def write(name, kind):
    random.seed(f"{name} {kind}")
    low, high, wide_low, wide_high = RANGES[name]
    if kind == "f32" and name != "exp10":
        wide_low, wide_high = wide_low * 1e-262, wide_high * 1e-262
    rows = ["tag,x,r,frac"]
    for k in range(1000):
        x = random.uniform(low, high) if k % 2 else random.uniform(wide_low, wide_high)
        if name != "exp10" and k % 4 == 0:
            x *= 2.0 ** -random.randrange(2000 if kind == "f64" else 1100)
        x = float(in_format(x, kind))
        rows.append(row("random", name, kind, x))
    for x in SPECIAL:
        for y in (x, -x):
            if float(in_format(y, kind)) == y or y != y:
                rows.append(row("special", name, kind, y))
    with open(f"{name}_{kind}.csv.gz", "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as out:
            out.write(("\n".join(rows) + "\n").encode())


for function in RANGES:
    for format_name in FORMATS:
        write(function, format_name)
