package dev.strake.ir.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Everything scheduling may choose. A plan changes how fast a kernel is and never a bit of what it
/// computes: so any plan is right, and [#random] makes odd ones for tests.
///
/// ```java
/// Pipelines.scheduled(CompileOptions.of(Plan.random(seed, 256)));
/// ```
///
/// @param vectorBits width of the vector registers to plan for: 0 (no lane loops), 128, 256 or 512
/// @param registers how many registers of lanes hold a value of a loop that accumulates: 1, 2 or 4
/// @param tiles for nests of parallel loops, the iterations a tile takes of each, outermost first;
///   0 and what is missing leave a loop whole
/// @param contraction how nests that combine rows with columns are cut
/// @param rows how reductions over rows are cut
/// @param inlineCost cost in simple ops up to which an element of a local array is computed again
///   for each of its readers instead of being stored; what is read once is computed at any cost
/// @param fusedOps loops are fused while their bodies hold no more ops together; 0 fuses none
/// @param indexBlock iterations whose loaded indices are checked ahead of their use; 0 checks each
///   index where it is used
/// @param methodOps ops that code which a JVM compiles at a time should hold at most, 16 or more:
///   the body of a loop in lanes, a method of bytecode; larger ones are divided
/// @param rareBlock iterations that are tested together for whether any of them takes the dear arm
///   of a branch, and run without that arm if none does; 0 tests none
public record Plan(
    int vectorBits,
    int registers,
    List<Integer> tiles,
    Contraction contraction,
    Rows rows,
    int inlineCost,
    int fusedOps,
    int indexBlock,
    int methodOps,
    int rareBlock) {

  public Plan {
    if (vectorBits != 0 && vectorBits != 128 && vectorBits != 256 && vectorBits != 512) {
      throw new IllegalArgumentException("no vectors of " + vectorBits + " bits");
    }
    if (registers != 1 && registers != 2 && registers != 4) {
      throw new IllegalArgumentException("lanes can't fill " + registers + " registers");
    }
    tiles = List.copyOf(tiles);
    requireNatural(tiles);
    requireNatural(List.of(inlineCost, fusedOps, indexBlock, methodOps - 16, rareBlock));
  }

  /// How a nest such as matmul is cut, where elements of one operand are used by all rows and those
  /// of another by all columns.
  ///
  /// @param rows rows of a tile; 0 leaves such nests as they are
  /// @param columns columns of a tile
  /// @param steps accumulated steps between two visits of a tile's totals, where the order does not
  ///   say
  /// @param block rows that are computed together, each with accumulators of its own; fewer where a
  ///   row has several accumulators
  /// @param packing which operands are copied to dense arrays first
  public record Contraction(int rows, int columns, int steps, int block, Packing packing) {
    public Contraction {
      requireNatural(List.of(rows, columns, steps - 1, block - 1));
      if (rows > 0 && columns == 0) {
        throw new IllegalArgumentException("a tile without columns");
      }
    }

    /// Whether there are tiles.
    public boolean isTiled() {
      return rows > 0;
    }
  }

  /// How reductions are cut whose elements lie side by side in the iterations around them, as those
  /// over the rows of a matrix do ([AccumulateRows]).
  ///
  /// @param columns iterations of the loop around that are reduced together; 0 leaves such
  ///   reductions to the loop around them
  /// @param tile rows that are taken in before the next columns have their turn
  /// @param accumulators how many a column has in registers at a time, a power of two
  public record Rows(int columns, int tile, int accumulators) {
    public Rows {
      requireNatural(List.of(columns, tile - 1, accumulators - 1));
      if (Integer.bitCount(accumulators) != 1) {
        throw new IllegalArgumentException("no power of two: " + accumulators);
      }
    }

    /// Whether columns are reduced together.
    public boolean isCut() {
      return columns > 0;
    }
  }

  /// Which operands of a tile are copied to dense arrays first. Those of columns always are, so
  /// that lanes find neighbours.
  public enum Packing {
    /// Both.
    ROWS_AND_COLUMNS,
    /// Those of rows are read where they are.
    COLUMNS
  }

  private static void requireNatural(List<Integer> numbers) {
    if (numbers.stream().anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("a plan counts from 0: " + numbers);
    }
  }

  /// The plan to use where nothing else is asked for.
  public static Plan standard(int vectorBits) {
    var contraction = new Contraction(256, 512, 256, 8, Packing.ROWS_AND_COLUMNS);
    // As many as there are registers beside those for operands.
    var rows = new Rows(512, 64, vectorBits == 512 ? 16 : 8);
    return new Plan(
        vectorBits, 2, List.of(), contraction, rows, 4, 200, vectorBits == 0 ? 0 : 128, 400, 0);
  }

  /// The same plan for other products.
  public Plan withContraction(Contraction other) {
    return new Plan(
        vectorBits,
        registers,
        tiles,
        other,
        rows,
        inlineCost,
        fusedOps,
        indexBlock,
        methodOps,
        rareBlock);
  }

  /// The same plan for methods of another size.
  public Plan withMethodOps(int ops) {
    return new Plan(
        vectorBits,
        registers,
        tiles,
        contraction,
        rows,
        inlineCost,
        fusedOps,
        indexBlock,
        ops,
        rareBlock);
  }

  /// The same plan for code whose lanes run both arms of a branch.
  public Plan withRareBlock(int iterations) {
    return new Plan(
        vectorBits,
        registers,
        tiles,
        contraction,
        rows,
        inlineCost,
        fusedOps,
        indexBlock,
        methodOps,
        iterations);
  }

  /// A plan that no one would choose, for tests: every pass does something, with odd sizes. Equal
  /// seeds give equal plans.
  public static Plan random(long seed, int vectorBits) {
    var random = new SplittableRandom(seed);
    var tiles = new ArrayList<Integer>();
    for (var depth = random.nextInt(4); depth > 0; depth--) {
      tiles.add(pick(random, 0, 1, 2, 3, 5, 16));
    }
    var contraction =
        new Contraction(
            pick(random, 0, 1, 2, 3, 5, 16),
            pick(random, 1, 2, 3, 5, 16, 33),
            pick(random, 1, 2, 3, 16, 256),
            pick(random, 1, 2, 3, 4, 5),
            pick(random, 0, 1, 1) == 0 ? Packing.COLUMNS : Packing.ROWS_AND_COLUMNS);
    var rows =
        new Rows(
            pick(random, 0, 1, 3, 16, 512), pick(random, 1, 3, 64), pick(random, 1, 2, 4, 8, 16));
    return new Plan(
        vectorBits,
        pick(random, 1, 2, 4),
        tiles,
        contraction,
        rows,
        pick(random, 0, 4, 1_000),
        pick(random, 0, 20, 10_000),
        pick(random, 0, 1, 2, 3, 7, 64),
        pick(random, 16, 60, 400),
        pick(random, 0, 1, 3, 64));
  }

  private static int pick(SplittableRandom random, int... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }
}
