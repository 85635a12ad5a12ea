package dev.strake.ir.pass;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.UnaryOp;

/// What ops cost in time, counted in additions. Rough on purpose: passes compare sums of it with
/// limits to choose between two right programs.
public final class OpCosts {
  /// Divisions and square roots take about so many additions, in lanes as well.
  private static final int SLOW = 8;

  private OpCosts() {}

  /// The ops of a region and of the regions inside, each counted once.
  public static int of(Region region) {
    return region.ops().stream().mapToInt(OpCosts::of).sum();
  }

  /// An op with what is in its regions.
  public static int of(Op op) {
    return alone(op) + op.regions().stream().mapToInt(OpCosts::of).sum();
  }

  private static int alone(Op op) {
    if (op instanceof Op.Constant || op instanceof Op.SizeOf) {
      return 0;
    }
    if (op instanceof Op.Unary unary) {
      return unary.op() == UnaryOp.SQRT ? SLOW : 1;
    }
    return op instanceof Op.Binary binary && isDivision(binary.op()) ? SLOW : 1;
  }

  private static boolean isDivision(BinaryOp op) {
    return switch (op) {
      case DIV, REM, FLOORDIV, FLOORMOD -> true;
      case ADD, SUB, MUL, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR -> false;
    };
  }
}
