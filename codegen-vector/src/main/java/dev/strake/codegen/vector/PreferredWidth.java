package dev.strake.codegen.vector;

import jdk.incubator.vector.VectorShape;

/// The width of this machine's vectors; the one class that needs the Vector module to load.
final class PreferredWidth {
  private PreferredWidth() {}

  /// 128, 256 or 512.
  static int bits() {
    return Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 512);
  }
}
