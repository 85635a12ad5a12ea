/// How accurate, how reproducible and how fast the functions of `std.math` are.
package dev.strake.bench.math;
