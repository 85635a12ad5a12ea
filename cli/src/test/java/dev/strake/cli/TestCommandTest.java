package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class TestCommandTest {
  private static final String KERNELS =
      """
      kernel scale<T: num>(a: T, x: T[n]) -> y: T[n] { par for i in 0..n { y[i] = a * x[i]; } }
      kernel grow(by: f64, x: inout f64[n]) { par for i in 0..n { x[i] += by; } }
      kernel bounds<T: num>(x: T[n]) -> (low: T, high: T) where n > 0 {
        low = min[i in 0..n] x[i];
        high = max[i in 0..n] x[i];
      }
      """;

  @TempDir private Path folder;

  /// The command on a source, on the interpreter alone.
  private CommandRun run(String source, Object... options) throws IOException {
    var file = Files.writeString(folder.resolve("k.strake"), source);
    var words = Stream.concat(Stream.of("test", file), Stream.of(options)).toArray();
    var run = CommandRun.of(words);
    return new CommandRun(
        run.exitCode(), run.out().replace(folder + "/", ""), run.err().replace(folder + "/", ""));
  }

  private void check(int exitCode, String out, String source, Object... options)
      throws IOException {
    assertEquals(new CommandRun(exitCode, out, ""), run(source, options));
  }

  @Test
  void showsWhatTestsAndTheirKernelsPrint() throws IOException {
    var run =
        run(
            """
            kernel half(x: f64) -> y: f64 { print "halving", x; y = x / 2; }
            test "prints" {
              let y = half(3);
              print "got", y;
            }
            """);
    assertEquals(0, run.exitCode());
    assertEquals("strake: k.strake:1:33: halving 3.0\nstrake: k.strake:4:3: got 1.5\n", run.err());
  }

  private static final String TESTS =
      KERNELS
          + """
          const K = 3;

          test "values, variables and arrays go from step to step" {
            let n = 2 * K;
            var sum = 0.5;
            let x[i in 0..n] = (i as f64);
            var y = scale(2, x);
            seq for i in 0..n { sum += y[i]; }
            assert sum == 30.5, "the sum";
            grow(sum, y);
            y[0] = -1;
            let (low, high) = bounds(y);
            assert low == -1 && high == 40.5, "the bounds";
            let z[i in 0..n, j in 0..K] = y[i] + (j as f64);
            assert z[1, 2] == 34.5, "a table";
          }

          test "types follow from the arguments" {
            let x: f32[2] = [1, 0.1];
            let y = scale(0.1, x);
            assert y[1] == (0.1 as f32) * 0.1, "f32";
            let (low, high) = bounds([3, 1, 2]);
            assert low / 2 * 2 == 0 && high == 3, "i64";
            let (nothing, most) = bounds([0.5, -inf]);
            assert nothing == -inf && most == 0.5, "f64";
          }
          """;

  @TestFactory
  Stream<DynamicNode> passesOnEveryBackend() {
    var expected =
        """
        ok      values, variables and arrays go from step to step
        ok      types follow from the arguments
        2 passed, 0 failed
        """;
    return AllBackends.NAMES.stream()
        .map(
            backend ->
                DynamicTest.dynamicTest(
                    backend,
                    () -> {
                      AllBackends.require(backend);
                      check(0, expected, TESTS, "--backend", backend);
                    }));
  }

  @Test
  void backendsComputeTheSameBits() throws IOException {
    var available = AllBackends.NAMES.stream().filter(TestCommandTest::isAvailable).toList();
    var options = available.stream().flatMap(name -> Stream.of("--backend", name)).toArray();
    assertEquals(0, run(TESTS, options).exitCode());
  }

  private static boolean isAvailable(String backend) {
    return !BackendPolicy.running(List.of(), _ -> {}).stream()
        .filter(b -> b.name().equals(backend))
        .toList()
        .isEmpty();
  }

  @Test
  void failuresSayWhereAndWithWhichValues() throws IOException {
    check(
        1,
        """
        FAILED  one: k.strake:9: assertion failed: doubled (2.0 == 3.0 is false)
        FAILED  two: k.strake:12: assertion failed: each (2 < 2 is false) at i = 1
        ok      three
        FAILED  four: k.strake:19: bounds: needs n > 0, but n is 0 by axis 0 of x
        1 passed, 3 failed
        """,
        KERNELS
            + """
            test "one" {
              let y = scale(2.0, [1.0]);
              assert y[0] == 3, "doubled";
            }
            test "two" {
              par for i in 0..4 { assert i + 1 < 2, "each"; }
            }
            test "three" {
              assert true, "fine";
            }
            test "four" {
              let x[i in 0..0] = 1.0;
              let (low, high) = bounds(x);
            }
            """,
        "--backend",
        "interpreter");
  }

  @Test
  void runsTheTestsAskedFor() throws IOException {
    var source =
        "test \"first one\" { assert true, \"\"; } test \"second\" { assert 1 > 2, \"\"; }";
    check(0, "ok      first one\n1 passed, 0 failed\n", source, "--filter", "one");
    var nothing = run(source, "--filter", "third");
    assertEquals("strake: no test has the text 'third' in its name\n", nothing.err());
    assertEquals(0, nothing.exitCode());
    assertTrue(run(KERNELS).err().contains("there are no tests"));
  }

  @Test
  void printsJson() throws IOException {
    check(
        1,
        """
        [{"test": "a", "file": "k.strake", "line": 1},
        {"test": "b", "file": "k.strake", "line": 2, \
        "failure": "assertion failed: no", "backend": "interpreter"}]
        """,
        "test \"a\" { assert true, \"\"; }\ntest \"b\" { assert 1 > 2, \"no\"; }",
        "--json",
        "--backend",
        "interpreter");
  }

  @Test
  void failuresInImportedFunctionsNameTheirFile() throws IOException {
    Files.writeString(folder.resolve("lib.strake"), "fn inverse(x: i64) -> i64 =\n  12 / x;\n");
    check(
        1,
        "FAILED  nothing: lib.strake:2: integer division by zero (12 / 0)\n0 passed, 1 failed\n",
        "import \"lib.strake\"; test \"nothing\" { let y = inverse(0); }",
        "--backend",
        "interpreter");
  }
}
