package dev.strake.ir;

/// How the iterations of a loop relate to each other.
public sealed interface LoopKind {
  LoopKind PAR = new Par();
  LoopKind SEQ = new Seq();

  /// Independent iterations, in any order.
  record Par() implements LoopKind {}

  /// Ascending order, one after the other, carrying values along.
  record Seq() implements LoopKind {}

  /// Independent iterations in groups of `count` neighbours that run in lockstep. The trip count is
  /// a multiple of `count`. Made by scheduling only.
  record Lanes(int count) implements LoopKind {
    public Lanes {
      if (Integer.bitCount(count) != 1 || count < 2) {
        throw new IllegalArgumentException("lanes must be a power of two from 2: " + count);
      }
    }
  }

  static LoopKind lanes(int count) {
    return new Lanes(count);
  }

  default String mnemonic() {
    return switch (this) {
      case Par _ -> "par";
      case Seq _ -> "seq";
      case Lanes(var count) -> "lanes(" + count + ")";
    };
  }

  default boolean carriesValues() {
    return this instanceof Seq;
  }
}
