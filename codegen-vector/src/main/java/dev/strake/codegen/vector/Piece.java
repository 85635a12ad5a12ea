package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import java.util.List;
import java.util.stream.Stream;

/// What the code of a method consists of.
sealed interface Piece {
  /// An op that is printed where it stands.
  record Inline(Op op) implements Piece {}

  /// A stretch of neighbouring ops that is a method of its own; the number tells parts apart.
  record Part(int number, List<Piece> pieces) implements Piece {
    public Part {
      pieces = List.copyOf(pieces);
    }
  }

  /// Its ops in order, those of parts inside included.
  default Stream<Op> ops() {
    return switch (this) {
      case Inline(var op) -> Stream.of(op);
      case Part(_, var pieces) -> pieces.stream().flatMap(Piece::ops);
    };
  }
}
