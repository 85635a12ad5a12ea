package dev.strake.frontend;

import dev.strake.ir.ScalarType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a caller chooses of a kernel: a type for each type parameter, a number of axes for each
/// pack of axes. The program follows from it.
public record KernelChoice(Map<String, ScalarType> types, Map<String, Integer> ranks) {
  /// A pack has this many axes at most; no array has more.
  public static final int MAX_RANK = 64;

  public KernelChoice {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    ranks = Collections.unmodifiableMap(new LinkedHashMap<>(ranks));
  }

  /// The choice for a kernel without packs.
  public static KernelChoice of(Map<String, ScalarType> types) {
    return new KernelChoice(types, Map.of());
  }

  /// Each of the kernel's packs with this many axes.
  public static KernelChoice of(
      KernelSignature kernel, Map<String, ScalarType> types, int axesOfEachPack) {
    var ranks = new LinkedHashMap<String, Integer>();
    kernel.packs().forEach(pack -> ranks.put(pack, axesOfEachPack));
    return new KernelChoice(types, ranks);
  }
}
