package dev.strake.cli;

/// The seeds of the programs of one run, and what their findings are called.
final class FuzzSeeds {
  private FuzzSeeds() {}

  /// The seed of program `number` of a run: SplitMix64 of both.
  static long of(long run, long number) {
    var z = run * 0xd134_2543_de82_ef95L + number * 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  static String folder(long seed, String engine) {
    return Long.toHexString(seed) + "-" + engine.replaceAll("[^a-z0-9]+", "-");
  }
}
