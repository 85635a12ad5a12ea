/// Kernels beside hand-written loops in C.
package dev.strake.bench.loops;
