"""Constants of the argument reductions of std.math, printed as they stand there.

    python3 math_constants.py          (mpmath 1.3)

ln 2 and pi/2 are sums of floats: each part is the nearest float to what is left, but the first part
of ln 2 has 42 bits, so that its product with an integer of up to 11 bits is exact.
"""

from mpmath import mp, mpf, floor, ldexp, log, pi

mp.prec = 2000  # 2/pi needs 1,216 bits


def nearest(value, bits):
    """`value` rounded to a float of at most `bits` significant bits."""
    _, exponent = mp.frexp(value)
    return float(ldexp(mp.nint(ldexp(value, bits - exponent)), exponent - bits))


def parts(value, widths):
    """Floats of the given widths whose sum approaches `value`."""
    found = []
    for bits in widths:
        found.append(nearest(value - sum(map(mpf, found)), bits))
    return found


print("ln 2  ", *(part.hex() for part in parts(log(2), [42, 53])))
print("1/ln 2", *(part.hex() for part in parts(1 / log(2), [53, 53])))
print("1/ln 10", *(part.hex() for part in parts(1 / log(10), [53, 53])))
print("log10 2", nearest(log(2) / log(10), 53).hex())
print("log10 2", *(part.hex() for part in parts(log(2) / log(10), [42, 53])))
print("ln 10 ", *(part.hex() for part in parts(log(10), [53, 53])))
print("ln 2  ", *(part.hex() for part in parts(log(2), [53, 53])))
print("log2 10", *(part.hex() for part in parts(log(10) / log(2), [53, 53])))
print("2/pi  ", nearest(2 / pi, 53).hex())
print("pi/2  ", *(part.hex() for part in parts(pi / 2, [53, 53, 53])))
print("words of 2/pi after the point:")
for k in range(1, 20):
    print(f"  {k:2d} 0x{int(floor(ldexp(2 / pi, 64 * k))) % 2**64:016x}")
