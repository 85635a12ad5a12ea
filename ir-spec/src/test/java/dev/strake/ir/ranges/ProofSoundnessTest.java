package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds every claim of the provers against all accesses of random kernels at small sizes. Prints
/// its seed; `-Dseed=` repeats one, `-Dcases=` says how many kernels.
final class ProofSoundnessTest {
  private static final long[] SHIFTS = {0, 1, -1, 2, 3, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62};

  private int proved;
  private int atLaunch;
  private int raceFree;
  private int covered;
  private int shared;

  @Test
  void claimsHoldForRandomKernels() {
    var seed = Long.getLong("seed", System.nanoTime());
    var cases = Integer.getInteger("cases", 200);
    System.out.println("ProofSoundnessTest: -Dseed=" + seed + " -Dcases=" + cases);
    for (var k = 0; k < cases; k++) {
      var random = new Random(seed + k);
      var kernel = RandomKernel.of(random);
      try {
        check(kernel, random);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("-Dseed=" + (seed + k) + "\n" + IrPrinter.print(kernel), failure);
      }
    }
    System.out.printf(
        "%d indices proved, %d at launch, %d kernels free of races, %d results covered, %d"
            + " shared%n",
        proved, atLaunch, raceFree, covered, shared);
    assertTrue(cases < 100 || proved > cases / 2 && raceFree > cases / 20, "too little is proved");
  }

  private void check(Kernel kernel, Random random) {
    var prover = RangeProver.of(kernel);
    var claims =
        new Claims(
            prover,
            prover.ranges(),
            RaceProver.isRaceFree(kernel),
            coveredResults(kernel),
            sharedPairs(kernel));
    count(claims);
    for (var n = 0L; n < 5; n++) {
      for (var m = 0L; m < 4; m++) {
        var shift = SHIFTS[random.nextInt(SHIFTS.length)];
        run(kernel, claims, Map.of("n", n, "m", m, "k", shift), random.nextLong());
      }
    }
  }

  private record Claims(
      RangeProver prover,
      List<List<Range>> ranges,
      boolean isRaceFree,
      Set<String> covered,
      Set<List<String>> shared) {}

  private static Set<String> coveredResults(Kernel kernel) {
    var covered = new HashSet<String>();
    for (var result : kernel.results()) {
      if (CoverageProver.of(kernel).isWhollyWritten(result)) {
        covered.add(result.name());
      }
    }
    return covered;
  }

  private static Set<List<String>> sharedPairs(Kernel kernel) {
    var alias = AliasProver.of(kernel);
    var pairs = new HashSet<List<String>>();
    for (var written : kernel.parameters()) {
      for (var read : kernel.parameters()) {
        if (written.role().isWritten()
            && read.role() == Parameter.Role.IN
            && alias.mayShareElements(written, read)) {
          pairs.add(List.of(written.name(), read.name()));
        }
      }
    }
    return pairs;
  }

  private void count(Claims claims) {
    for (var axes : claims.ranges()) {
      for (var range : axes) {
        proved += range instanceof Range.Proved ? 1 : 0;
        atLaunch += range instanceof Range.AtLaunch ? 1 : 0;
      }
    }
    raceFree += claims.isRaceFree() ? 1 : 0;
    covered += claims.covered().size();
    shared += claims.shared().size();
  }

  private static void run(Kernel kernel, Claims claims, Map<String, Long> symbols, long data) {
    if (!isLegal(kernel, symbols)) {
      return;
    }
    Enumeration found;
    try {
      found = new Enumeration(kernel, symbols, data);
    } catch (Enumeration.TooLong _) {
      return;
    }
    if (!passesLaunch(claims, symbols, found)) {
      return;
    }
    for (var failure : found.failures) {
      if (failure.axis() >= 0) {
        var range = claims.ranges().get(failure.ordinal()).get(failure.axis());
        assertTrue(range instanceof Range.PerElement, () -> failure + " " + range + symbols);
      }
    }
    checkReductions(kernel.body(), claims, found);
    if (claims.isRaceFree()) {
      checkRaces(found);
    }
    if (found.failures.isEmpty()) {
      claims.covered().forEach(result -> checkCovered(kernel, result, symbols, found));
    }
    claims.shared().forEach(pair -> checkShared(pair.get(0), pair.get(1), found));
  }

  /// What a launch refuses: extents and conditions.
  private static boolean isLegal(Kernel kernel, Map<String, Long> symbols) {
    for (var parameter : kernel.parameters()) {
      if (parameter.isView()
          && parameter.value().view().dims().stream().anyMatch(d -> d.evaluate(symbols) < 0)) {
        return false;
      }
    }
    for (var condition : kernel.where()) {
      var order =
          Long.compare(condition.left().evaluate(symbols), condition.right().evaluate(symbols));
      var holds =
          switch (condition.op()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
          };
      if (!holds) {
        return false;
      }
    }
    return localsFit(kernel.body(), symbols);
  }

  private static boolean localsFit(Region region, Map<String, Long> symbols) {
    return region.ops().stream()
        .allMatch(
            op ->
                (!(op instanceof Op.Local(var view, _))
                        || view.view().dims().stream().allMatch(d -> d.evaluate(symbols) >= 0))
                    && (!(op instanceof Op.SizeOf(_, var size))
                        || evaluate(size, symbols).isPresent())
                    && op.regions().stream().allMatch(inner -> localsFit(inner, symbols)));
  }

  /// False where a launch check refuses these sizes, which must then fail as they run.
  private static boolean passesLaunch(Claims claims, Map<String, Long> symbols, Enumeration found) {
    for (var axes : claims.ranges()) {
      for (var range : axes) {
        if (range instanceof Range.AtLaunch(var check)) {
          var holds = holds(check, symbols);
          if (holds.isEmpty()) {
            return false;
          }
          if (!holds.get()) {
            assertTrue(!found.failures.isEmpty(), () -> "refused for nothing: " + check + symbols);
            return false;
          }
        }
      }
    }
    return true;
  }

  /// Empty on overflow, which a launch refuses as well.
  private static Optional<Boolean> holds(LaunchCheck check, Map<String, Long> symbols) {
    for (var loop : check.loops()) {
      var lower = evaluate(loop.lower(), symbols);
      var upper = evaluate(loop.upper(), symbols);
      if (lower.isEmpty() || upper.isEmpty()) {
        return Optional.empty();
      }
      if (lower.get() >= upper.get()) {
        return Optional.of(true);
      }
    }
    var lowest = evaluate(check.lowest(), symbols);
    var highest = evaluate(check.highest(), symbols);
    if (lowest.isEmpty() || highest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(lowest.get() >= 0 && highest.get() < check.extent().evaluate(symbols));
  }

  private static Optional<Long> evaluate(Size size, Map<String, Long> symbols) {
    try {
      return Optional.of(size.evaluate(symbols));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static void checkReductions(Region region, Claims claims, Enumeration found) {
    for (var op : region.ops()) {
      if (op instanceof Op.Reduce reduce
          && found.emptyReductions.contains(reduce.results().getFirst())) {
        assertTrue(!claims.prover().provesNonEmpty(reduce), () -> "empty: " + reduce.results());
      }
      op.regions().forEach(inner -> checkReductions(inner, claims, found));
    }
  }

  /// Two events on one element whose outermost differing iterations are parallel, one a store.
  private static void checkRaces(Enumeration found) {
    var byElement = new HashMap<List<Object>, List<Enumeration.Event>>();
    for (var event : found.events) {
      var key = List.<Object>of(event.array(), event.element());
      byElement.computeIfAbsent(key, _ -> new ArrayList<>()).add(event);
    }
    for (var events : byElement.values()) {
      for (var a : events) {
        for (var b : events) {
          if (a.isStore() && divides(a, b).filter(Enumeration.Iteration::isParallel).isPresent()) {
            fail("race: " + a + " and " + b);
          }
        }
      }
    }
  }

  /// The iteration of `a` in the outermost loop where `b` is in another one.
  private static Optional<Enumeration.Iteration> divides(Enumeration.Event a, Enumeration.Event b) {
    var depth = Math.min(a.iterations().size(), b.iterations().size());
    for (var k = 0; k < depth; k++) {
      var mine = a.iterations().get(k);
      var other = b.iterations().get(k);
      if (!mine.equals(other)) {
        return mine.run() == other.run() ? Optional.of(mine) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static void checkCovered(
      Kernel kernel, String result, Map<String, Long> symbols, Enumeration found) {
    var dims = kernel.parameter(result).orElseThrow().value().view().dims();
    var count = dims.stream().mapToLong(dim -> dim.evaluate(symbols)).reduce(1, (a, b) -> a * b);
    var written =
        found.events.stream()
            .filter(event -> event.isStore() && event.ordinal() != Enumeration.SCATTER)
            .filter(event -> event.array().equals(result))
            .map(Enumeration.Event::element)
            .distinct()
            .count();
    assertTrue(written == count, () -> result + " has " + written + " of " + count + symbols);
  }

  /// No element of `read` is read after it was written under the name `written`.
  private static void checkShared(String written, String read, Enumeration found) {
    for (var k = 0; k < found.events.size(); k++) {
      var store = found.events.get(k);
      if (!store.isStore() || !store.array().equals(written)) {
        continue;
      }
      for (var j = 0; j < found.events.size(); j++) {
        var load = found.events.get(j);
        if (load.array().equals(read) && load.element().equals(store.element())) {
          var apart = divides(store, load).filter(Enumeration.Iteration::isParallel).isPresent();
          assertTrue(!apart && j < k, () -> "read after write: " + load + " " + store);
        }
      }
    }
  }
}
