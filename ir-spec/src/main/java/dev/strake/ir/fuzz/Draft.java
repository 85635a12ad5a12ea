package dev.strake.ir.fuzz;

import dev.strake.ir.Func;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.conformance.Pattern;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A random program while it is written: where chance comes from, what the sizes will be when it
/// runs, and how many steps it may still take.
final class Draft {
  /// The types that scalar parameters may have.
  static final List<ScalarType> TYPES =
      Arrays.stream(ScalarType.values()).filter(type -> !type.isComplex()).toList();

  /// How a program is meant to end.
  enum Temper {
    /// Nothing fails.
    CALM,
    /// Now and then an op may fail on its data.
    RISKY,
    /// A parallel loop is dependent: never run.
    RACING
  }

  /// A function of the program and about how many steps a call takes.
  record Callee(Func function, long steps) {}

  private static final long STEPS = 30_000;

  private final RandomGenerator random;
  private final Temper temper;
  private final Map<String, Long> symbols = new TreeMap<>();
  private final List<Callee> functions = new ArrayList<>();
  private final Tally tally = new Tally();
  private long stepsLeft = STEPS;
  private int sites;
  private boolean races;

  Draft(RandomGenerator random, Temper temper) {
    this.random = random;
    this.temper = temper;
  }

  Temper temper() {
    return temper;
  }

  boolean mayFail() {
    return temper == Temper.RISKY;
  }

  /// Notes that a parallel loop is dependent.
  void race() {
    races = true;
  }

  boolean hasRaces() {
    return races;
  }

  Tally tally() {
    return tally;
  }

  Map<String, Long> symbols() {
    return symbols;
  }

  List<Callee> functions() {
    return functions;
  }

  /// From 0 up to and not including `bound`.
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// One of the last, most often.
  <T> T recent(List<T> list) {
    var back = random.nextDouble();
    return list.get(list.size() - 1 - (int) (back * back * list.size()));
  }

  int seed() {
    return random.nextInt();
  }

  /// A value of this type, a special one more often than not.
  long bits(ScalarType type) {
    var pattern = chance(50) ? new Pattern.Specials() : new Pattern.Any(random.nextInt());
    var count = 48;
    return Pattern.bits(pattern, type, count)[random.nextInt(count)];
  }

  ScalarType type() {
    return pick(ScalarType.values());
  }

  /// A new row of the program's table of places.
  int site() {
    return ++sites;
  }

  /// Site k stands in line k.
  List<SourceSpan> spans() {
    var spans = new ArrayList<SourceSpan>();
    for (var line = 1; line <= sites; line++) {
      spans.add(new SourceSpan("fuzz", line, 1, line, 2));
    }
    return spans;
  }

  /// What a size will be.
  long value(Size size) {
    return size.evaluate(symbols);
  }

  void spend(long steps) {
    stepsLeft -= steps;
  }

  /// Whether there is time for so many more.
  boolean affords(long steps) {
    return steps <= stepsLeft;
  }

  long stepsLeft() {
    return Math.max(stepsLeft, 0);
  }
}
