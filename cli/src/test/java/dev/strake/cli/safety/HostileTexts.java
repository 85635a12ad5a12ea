package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.cli.safety.GuardedMemory.Placement;
import dev.strake.ir.text.IrParser;
import java.util.List;
import java.util.Map;

/// Texts that are odd as texts: names full of C, numbers of values, depth, length.
final class HostileTexts {
  private HostileTexts() {}

  static List<Attempt> all() {
    return List.of(
        named("*/ ; __builtin_trap(); /*"),
        named("*\\/ ; __builtin_trap(); /*"),
        named("*\\\n/ ; __builtin_trap(); /*"),
        named("*??/\n/ ; __builtin_trap(); /*"),
        named("\n#error\n"),
        named("a/../../b;L[<init>"),
        attempt(
            "a value with the largest number", "illegal R2", VALUE.replace("%9", "%2147483647")),
        attempt(
            "a value with a number beyond 32 bits",
            "unreadable",
            VALUE.replace("%9", "%2147483648")),
        attempt("branches in branches, 150 deep", "y={0}", nested(150)),
        attempt("branches in branches, 5,000 deep", "unreadable", nested(5_000)),
        attempt("a size of 100,000 terms", "unreadable", sum(100_000)),
        attempt("a size in 10,000 parentheses", "unreadable", parenthesised(10_000)),
        attempt(
            "a product that wraps within a size",
            "refused",
            VALUE.replace("(n - 1)", "(((n * 4611686018427387904) * 4) + 2)")),
        attempt(
            "a division by zero within a size",
            "refused",
            VALUE.replace("(n - 1)", "(n / (n - 3))")),
        attempt(
            "the smallest by -1 within a size",
            "refused",
            VALUE.replace("(n - 1)", "(-9223372036854775808 / (n - 4))")),
        attempt(
            "an index literal beyond all arrays",
            "refused",
            VALUE.replace("(n - 1)", "9223372036854775807")));
  }

  private static final String VALUE =
      """
      kernel k(%0 in x: view<i64, [n]>, %1 out y: view<i64, []>) {
        %2 = size (n - 1)
        %9 = load %0[%2]
        %3 = const i64 1
        %4 = add %9, %3
        store %1[], %4
      }
      """;

  private static Attempt attempt(String name, String expected, String text) {
    return Attempt.of(
        "text: " + name,
        expected,
        engine ->
            Outcomes.of(
                () -> {
                  var program = IrParser.parse(text);
                  var kernel = program.kernels().getFirst().name();
                  return Trial.run(program, kernel, engine, Placement.END, Map.of("x", "[3]"));
                }));
  }

  /// Every name of a kernel is `name`, or begins with it.
  private static Attempt named(String name) {
    var quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    var text =
        """
        kernel @k"(%0 in @x": view<i64, [@n"]>, %1 in @i": i64, %2 out @y": view<i64, []>) {
          %3 = size (@n" - 1)
          %4 = load %0[%3]
          %5 = size (@i" + @n")
          %6 = add %4, %5
          store %2[], %6
        }
        """
            .replace("@", quoted);
    return Attempt.of(
        "text: names that begin with " + name.replace("\n", "\\n"),
        "y={12}",
        engine -> Outcomes.of(() -> runNamed(name, text, engine)).replace(name, ""));
  }

  private static String runNamed(String name, String text, Engine engine) {
    var given = Map.of(name + "x", "[3]", name + "i", "7");
    return Trial.run(IrParser.parse(text), name + "k", engine, Placement.END, given);
  }

  private static String nested(int depth) {
    return """
    kernel k(%0 in x: view<i64, [n]>, %1 out y: view<i64, []>) {
      %2 = const i64 0
      %3 = load %0[%2]
      %4 = eq %3, %2
    """
        + "if %4 { ".repeat(depth)
        + "store %1[], %3"
        + "}".repeat(depth)
        + "}";
  }

  private static String sum(int terms) {
    return VALUE.replace("(n - 1)", "(n" + " + n - n".repeat(terms / 2) + " - 1)");
  }

  private static String parenthesised(int depth) {
    return VALUE.replace("(n - 1)", "(".repeat(depth) + "n - 1" + ")".repeat(depth));
  }
}
