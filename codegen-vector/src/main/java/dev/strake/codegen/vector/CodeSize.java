package dev.strake.codegen.vector;

import dev.strake.ir.Op;

/// How much bytecode an op becomes, in ops of about 12 bytes. Rough on purpose: it says where to
/// divide code, and what comes out is measured.
final class CodeSize {
  /// A call of a method that takes a few values.
  static final int CALL = 4;

  private static final int CHECK = 5;

  private CodeSize() {}

  /// The op without what is in its regions.
  static int of(Op op) {
    return switch (op) {
      case Op.Constant _, Op.Local _ -> 0;
      case Op.Binary binary -> binary.canFail() ? CHECK : 1;
      case Op.Compare _, Op.Select _ -> 2;
      case Op.Scalar _, Op.SizeOf _ -> 1;
      case Op.Load load -> 1 + load.indices().size();
      case Op.Store store -> 1 + store.indices().size();
      case Op.Check _ -> CHECK;
      case Op.If branch -> 1 + branch.results().size();
      case Op.While loop -> 2 + 3 * loop.initial().size();
      case Op.For loop -> CALL + 2 * loop.initial().size();
      case Op.Call _, Op.Print _, Op.Bulk _ -> 1;
    };
  }
}
