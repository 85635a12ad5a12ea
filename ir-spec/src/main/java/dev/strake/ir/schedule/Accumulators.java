package dev.strake.ir.schedule;

import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.List;

/// Accumulators of a reduction in local arrays: one array per component.
record Accumulators(List<Value> arrays, int site) {

  /// Room for `count` accumulators.
  static Accumulators append(RegionBuilder at, Elements elements, int count) {
    var arrays =
        elements.types().stream()
            .map(type -> at.local(type, List.of(Size.of(count)), elements.site()))
            .toList();
    return new Accumulators(arrays, elements.site());
  }

  List<Value> load(RegionBuilder at, Value number) {
    return arrays.stream().map(array -> at.load(array, List.of(number), site)).toList();
  }

  void store(RegionBuilder at, Value number, List<Value> components) {
    for (var k = 0; k < arrays.size(); k++) {
      at.store(arrays.get(k), List.of(number), components.get(k), site);
    }
  }
}
