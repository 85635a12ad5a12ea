"""Writes the cases of ArrayPrinterTest: NAME.npy, and NAME.txt with what NumPy 2.4 prints for it."""

import numpy as np

rng = np.random.default_rng(20)
CASES = {
    "scalar_f64": np.array(0.1 + 0.2),
    "scalar_f64_large": np.array(1e16),
    "scalar_f64_integral": np.array(-3.0),
    "scalar_f32": np.array(0.1, dtype=np.float32),
    "scalar_f32_large": np.array(12345678, dtype=np.float32),
    "scalar_f32_small": np.array(1e-4, dtype=np.float32),
    "scalar_bool": np.array(True),
    "scalar_i64": np.array(-7),
    "scalar_nan": np.array(np.nan),
    "empty": np.zeros((2, 0)),
    "one_element": np.array([[2.5]]),
    "integral": np.array([1.0, 2.0, -3.0]),
    "fractions": np.array([0.1, 0.25, -12.5, 3.0]),
    "eight_digits": np.array([1 / 3, 2 / 3, 100 / 3]),
    "half_to_even": np.array([0.5**9, 1.5 * 0.5**8, 1.0]),
    "exponents": np.array([1e-5, 1.0, 123.456]),
    "large_exponents": np.array([1e-300, 5e-324, 1.7976931348623157e308, 0.0, -0.0]),
    "wide_ratio": np.array([1.0, 1001.0]),
    "not_so_wide": np.array([1.0, 1000.0]),
    "non_finite": np.array([np.nan, np.inf, -np.inf, 1.5]),
    "only_non_finite": np.array([np.nan, -np.inf]),
    "non_finite_exponents": np.array([np.nan, 1e30, -np.inf]),
    "f32": np.array([0.1, 1 / 3, 16777216.0, 1e-3], dtype=np.float32),
    "f32_exponents": np.array([1e6, 1.1, 1.2345678], dtype=np.float32),
    "complex": np.array([1 + 2j, 3.25 - 10j, 0.1 - 0.0j]),
    "complex_exponents": np.array([[1e10 + 1j, 2e-3 - 1e-7j]]),
    "complex_non_finite": np.array([complex(np.nan, np.inf), complex(-np.inf, np.nan), 1j]),
    "complex64": np.array([[1 + 2j, 0.1 + 1j / 3], [0, -7.5]], dtype=np.complex64),
    "complex_summarized": np.arange(1500) * (1 - 0.5j),
    "scalar_complex": np.array(1.5 - 2j),
    "scalar_complex_large": np.array(1e16 - 2e-9j),
    "scalar_imaginary": np.array(2j),
    "scalar_negative_zero": np.array(complex(-0.0, -1.0)),
    "scalar_complex64": np.array(0.1 + 3j, dtype=np.complex64),
    "bools": np.array([[True, False], [False, False]]),
    "bytes": np.array([[0, 255], [7, 42]], dtype=np.uint8),
    "ints": np.array([[1, -2, 300], [4, 5, 6]], dtype=np.int32),
    "longs": np.array([np.iinfo(np.int64).min, 0, np.iinfo(np.int64).max]),
    "wrapped": np.arange(40) * 1.5,
    "wrapped_2d": np.arange(60).reshape(2, 30) * 1000,
    "three_axes": np.arange(24).reshape(2, 3, 4),
    "four_axes": np.arange(16.0).reshape(2, 2, 2, 2) / 7,
    "at_threshold": np.arange(1000),
    "summarized": np.arange(1001),
    "summarized_2d": np.arange(2000.0).reshape(40, 50),
    "summarized_one_axis": np.arange(2000).reshape(2, 1000),
    "summarized_3d": rng.standard_normal((7, 20, 11)),
    "summarized_thin": np.ones((6, 200), dtype=bool),
}
for name, array in CASES.items():
    np.save(name + ".npy", array)
    with open(name + ".txt", "w") as out:
        out.write(str(array))
