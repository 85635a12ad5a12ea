package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Constructs that the front end writes out give the same bits on every backend.
final class SameBitsTest {
  @TempDir private Path folder;

  /// Runs kernel `k` on the interpreter and on each backend, its results printed.
  private Stream<DynamicTest> check(String name, String source, String... arguments)
      throws IOException {
    var file = folder.resolve(name + ".strake");
    Files.writeString(file, source);
    var title = name + " " + String.join(" ", arguments);
    return AllBackends.NAMES.stream()
        .map(
            backend ->
                DynamicTest.dynamicTest(
                    title + " on " + backend,
                    () -> {
                      AllBackends.require(backend);
                      var expected = run(file, "interpreter", arguments);
                      assertEquals(expected, run(file, backend, arguments));
                    }));
  }

  private static String run(Path file, String backend, String... arguments) {
    var words =
        Stream.concat(Stream.of("run", file, "k", "--backend", backend), Arrays.stream(arguments));
    return CommandRun.output(words.toArray());
  }

  private static final String PACKS =
      """
      import std.math;
      kernel k<T: float>(x: T[..s, n], w: T[..s]) -> (y: T[..s, n], z: T[..s], all: T) {
        let h[r in s] = w[r] * 0.5;
        par for r in s {
          let e[j in 0..n] = exp(x[r, j]) - h[r];
          z[r] = sum[j in 0..n] e[j];
          par for j in 0..n { y[r, j] = e[j] / z[r]; }
        }
        all = sum[r in s, j in 0..n] y[r, j];
      }
      """;

  @TestFactory
  Stream<DynamicTest> packsOfAnyRank() throws IOException {
    return Stream.of(
            check("none", PACKS, "x=random:37", "w=2.5"),
            check("one", PACKS, "x=random:5x19", "w=random:5"),
            check("two", PACKS, "x=random:3x4x17", "w=random:3x4", "--types", "T=f32"),
            check("three", PACKS, "x=random:2x3x2x35", "w=random:2x3x2"),
            check("empty", PACKS, "x=random:2x0x5", "w=random:2x0"))
        .flatMap(tests -> tests);
  }

  private static final String FUNCTIONS =
      """
      fn total<T: float>(a: T[n]) -> T = sum[k in 0..n] a[k];
      fn total<T: float>(a: T[h, w]) -> T = sum[i in 0..h] total(a[i, ..]);
      fn inner<T: float>(a: T[n], b: T[n]) -> T = dot[k in 0..n] (a[k], b[k]);
      fn spread<T: float>(a: T[n]) -> T {
        let mean = total(a) / (n as T);
        let off[k in 0..n] = abs(a[k] - mean);
        return if n > 0 { max[k in 0..n] off[k] } else { 0 };
      }
      kernel k<T: float>(a: T[m, p], b: T[p, n], lo: i64)
          -> (c: T[m, n], wide: T[m], parts: T[n], all: T) where 0 <= lo, lo <= p, n <= m {
        par for i in 0..m, j in 0..n { c[i, j] = inner(a[i, ..], b[.., j]); }
        par for i in 0..m { wide[i] = spread(a[i, ..]) - spread(a[i, lo..p]); }
        par for j in 0..n { parts[j] = inner(a[j, lo..p], b[lo..p, j]) + total(a[j, 0..lo]); }
        all = total(a) - total(b[lo..p, ..]);
      }
      """;

  @TestFactory
  Stream<DynamicTest> functionsOfArrays() throws IOException {
    return Stream.of(
            check("small", FUNCTIONS, "a=random:3x5", "b=random:5x2", "lo=2"),
            check("wide", FUNCTIONS, "a=random:19x67", "b=random:67x18", "lo=17"),
            check("f32", FUNCTIONS, "a=random:9x130", "b=random:130x9", "lo=0", "--types", "T=f32"),
            check("none", FUNCTIONS, "a=random:4x6", "b=random:6x3", "lo=6"))
        .flatMap(tests -> tests);
  }
}
