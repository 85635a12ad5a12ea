"""Constants of the argument reductions of std.math, printed as they stand there.

    python3 math_constants.py          (mpmath 1.3)

ln 2 and pi/2 are sums of floats: each part is the nearest float to what is left, but a first part
of 42 bits is one whose product with an integer of up to 11 bits is exact.
"""

from struct import pack

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


def show(name, value, *splits):
    """`value` in parts of the given widths, for each of `splits`."""
    for widths in splits:
        print(f"{name:9}", *(part.hex() for part in parts(value, widths)))


def bits(value):
    """The bits of the float nearest to `value`."""
    return int.from_bytes(pack(">d", nearest(value, 53)))


show("ln 2", log(2), [42, 53], [53, 53])
show("1/ln 2", 1 / log(2), [53, 53])
show("ln 10", log(10), [53, 53])
show("1/ln 10", 1 / log(10), [53, 53])
show("log10 2", log(2) / log(10), [42, 53], [53])
show("log2 10", log(10) / log(2), [53])
show("log2 of 0x1.6ap0", log(mpf(float.fromhex("0x1.6ap0"))) / log(2), [42, 53])
for k in (-4, -3, 3, 4):
    show(f"2^(1/{k})", mpf(2) ** (mpf(1) / k), [53])
for k in (2, 4):
    root = bits(mpf(2) ** (-mpf(1) / k))
    print(f"bits of 2^-(1/{k}) and of 1 less that: 0x{root:016x} 0x{bits(mpf(1)) - root:016x}")
print("2/pi  ", nearest(2 / pi, 53).hex())
print("pi/2  ", *(part.hex() for part in parts(pi / 2, [53, 53, 53])))
print("words of 2/pi after the point:")
for k in range(1, 20):
    print(f"  {k:2d} 0x{int(floor(ldexp(2 / pi, 64 * k))) % 2**64:016x}")
