/// The programs of `examples/npbench` beside NumPy, on the sizes of NPBench.
package dev.strake.bench.npbench;
