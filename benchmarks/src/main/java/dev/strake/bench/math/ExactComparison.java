package dev.strake.bench.math;

import dev.strake.bench.CLibrary;
import dev.strake.ir.ScalarType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// Compares the values of one function with the exact ones, on one thread (`exact.c`).
final class ExactComparison {
  private static final int EXAMPLES = 10;
  private static final long COUNTS = 4 * Double.BYTES;
  private static final long MISROUNDED = COUNTS + 4 * Long.BYTES;
  private static final long WRONG = MISROUNDED + 2L * EXAMPLES * Double.BYTES;
  private static final long SIZE = WRONG + 2L * EXAMPLES * Double.BYTES;

  private final MemorySegment comparison;
  private final MethodHandle compare;

  private ExactComparison(MemorySegment comparison, MethodHandle compare) {
    this.comparison = comparison;
    this.compare = compare;
  }

  /// The compiled program; loaded once.
  private static final class Library {
    static final SymbolLookup SYMBOLS = load();

    private static SymbolLookup load() {
      try {
        return CLibrary.load(ExactComparison.class, "exact.c", List.of("-O2"), Arena.global());
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException(
            "the comparison with exact values needs gcc: " + failure.getMessage(), failure);
      }
    }
  }

  /// @throws IllegalStateException with the way out if gcc or MPFR is missing
  @SuppressWarnings("restricted")
  static ExactComparison of(MathFunction function, Reference reference) {
    var address = ValueLayout.ADDRESS;
    var integer = ValueLayout.JAVA_INT;
    var linker = Linker.nativeLinker();
    var open =
        linker.downcallHandle(
            Library.SYMBOLS.findOrThrow("comparison_open"),
            FunctionDescriptor.of(address, address, address, integer, integer));
    var compare =
        linker.downcallHandle(
            Library.SYMBOLS.findOrThrow("compare_" + function.type().mnemonic()),
            FunctionDescriptor.ofVoid(address, address, address, address, ValueLayout.JAVA_LONG));
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(function.name());
      var exact = arena.allocateFrom(reference.exact());
      var bits = function.type() == ScalarType.F32 ? 32 : 64;
      var opened = (MemorySegment) open.invokeExact(name, exact, function.arity(), bits);
      if (opened.address() == 0) {
        throw new IllegalStateException(
            "libmpfr.so.6 can't be loaded, or has no "
                + reference.exact()
                + ": install the MPFR library (Debian: libmpfr6, which gcc brings along)");
      }
      return new ExactComparison(opened.reinterpret(SIZE), compare);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("comparison_open", failure);
    }
  }

  /// Adds these points; `y` is read for functions of two arguments.
  void add(MemorySegment x, MemorySegment y, MemorySegment got, long count) {
    try {
      compare.invokeExact(comparison, x, y, got, count);
    } catch (Throwable failure) {
      throw new IllegalStateException("compare", failure);
    }
  }

  /// What has been found so far.
  Findings findings() {
    return new Findings(
        number(0),
        new Findings.Point(number(1), number(2)),
        number(3),
        count(0),
        count(1),
        count(2),
        points(MISROUNDED, count(0)),
        points(WRONG, count(1)),
        0);
  }

  private double number(int k) {
    return comparison.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
  }

  private long count(int k) {
    return comparison.get(ValueLayout.JAVA_LONG, COUNTS + (long) k * Long.BYTES);
  }

  private List<Findings.Point> points(long offset, long count) {
    var points = new ArrayList<Findings.Point>();
    var first = (int) (offset / Double.BYTES);
    for (var k = 0; k < Math.min(EXAMPLES, count); k++) {
      points.add(new Findings.Point(number(first + 2 * k), number(first + 2 * k + 1)));
    }
    return points;
  }
}
