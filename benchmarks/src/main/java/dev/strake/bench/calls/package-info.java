/// What calls cost that are not the work itself: launching, compiling, making results.
package dev.strake.bench.calls;
