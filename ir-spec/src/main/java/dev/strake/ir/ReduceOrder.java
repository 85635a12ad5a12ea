package dev.strake.ir;

import java.util.List;

/// The order in which a reduction combines its elements: part of the program, never a choice of
/// whoever runs it. IR.md defines each to the bit.
public enum ReduceOrder {
  /// Interleaved lanes within chunks of 4,096 elements, lanes folded by halves, chunks by adjacent
  /// pairs.
  LANES("lanes"),
  /// Left fold in ascending order.
  SEQ("seq"),
  /// Any order, legal only where all orders give the same bits.
  FREE("free"),
  /// Fused multiply-add chains over runs of 256 products, run totals added in ascending order.
  CHAIN("chain");

  /// Elements of a chunk of the `lanes` order.
  public static final int CHUNK = 4096;

  /// Products of a run of the `chain` order.
  public static final int RUN = 256;

  private final String mnemonic;

  ReduceOrder(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  public String mnemonic() {
    return mnemonic;
  }

  /// How many interleaved lanes the `lanes` order has: 128 bytes of the widest component of its
  /// accumulators.
  public static int laneCount(List<ScalarType> components) {
    return 128
        / components.stream().mapToInt(type -> type.component().sizeBytes()).max().orElseThrow();
  }

  /// Whether every order of combining gives the same bits, so that `FREE` is legal.
  public static boolean isFreeLegal(ReduceOp op, ScalarType type) {
    return switch (op) {
      case ADD, MUL -> type.isInteger();
      case MIN, MAX, ANY, ALL -> true;
    };
  }
}
