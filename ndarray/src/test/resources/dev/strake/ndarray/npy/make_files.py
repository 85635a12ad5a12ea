"""Writes the .npy files of NpyFileTest, with NumPy itself.

The values are 0, 1, 2, ... in row-major order of a shape (2, 3), shifted by -2 for signed types; bool
is true where that number is odd; complex numbers count down in their imaginary part.
"""

import numpy as np

DESCRS = ["|b1", "|i1", "|u1"]
for kind in ["i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]:
    DESCRS += ["<" + kind, ">" + kind]


def values(descr):
    dtype = np.dtype(descr)
    counted = np.arange(6).reshape(2, 3)
    if dtype.kind == "b":
        return (counted % 2 == 1).astype(dtype)
    if dtype.kind == "c":
        return (counted - 2 + 1j * counted[::-1, ::-1]).astype(dtype)
    return (counted if dtype.kind == "u" else counted - 2).astype(dtype)


def write(name, array, version=(1, 0)):
    with open(name + ".npy", "wb") as out:
        np.lib.format.write_array(out, array, version=version)


for descr in DESCRS:
    dtype = np.dtype(descr)
    order = {"<": "little", ">": "big", "=": "little", "|": "any"}[descr[0]]
    write(f"{dtype.name}_{order}_c", values(descr))
    write(f"{dtype.name}_{order}_f", np.asfortranarray(values(descr)))

write("version_2", values("<f8"), (2, 0))
write("version_3", values("<f8"), (3, 0))
write("version_3_fortran_big", np.asfortranarray(values(">i4")), (3, 0))
write("no_axes", np.array(2.5))
write("one_axis", np.arange(5.0))
write("no_elements", np.zeros((0,)))
write("no_elements_3d", np.zeros((2, 0, 3), dtype=np.int32))
write("fortran_3d", np.asfortranarray(np.arange(24).reshape(2, 3, 4)))
write("special", np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 0.1]))
write("special_complex", np.array([complex(np.nan, -0.0), complex(-np.inf, np.nan), complex(0.1, 5e-324)]))
write("special_half", np.array([np.nan, np.inf, -np.inf, -0.0, 6e-8, 0.1, 65504], dtype=np.float16))
write("largest", np.array([0, 2**63, 2**64 - 1], dtype=np.uint64))
write("structured", np.zeros(2, dtype=[("a", "<f8"), ("b", "<i4")]))
write("long_double", np.zeros(2, dtype=np.longdouble))
write("text", np.array(["ab", "c"]))
with open("objects.npy", "wb") as out:
    np.lib.format.write_array(out, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
np.savez("archive.npz", a=np.arange(3))
