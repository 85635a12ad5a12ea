package dev.strake.ir.interp;

import dev.strake.ir.Value;
import java.util.Arrays;
import java.util.List;

/// The scalar values of one activation of a kernel or function.
final class Frame {
  private long[] bits = new long[64];

  long get(Value value) {
    return bits[value.id()];
  }

  boolean isTrue(Value value) {
    return get(value) != 0;
  }

  void set(Value value, long raw) {
    if (value.id() >= bits.length) {
      bits = Arrays.copyOf(bits, 2 * value.id());
    }
    bits[value.id()] = raw;
  }

  long[] get(List<Value> values) {
    var raw = new long[values.size()];
    for (var i = 0; i < raw.length; i++) {
      raw[i] = get(values.get(i));
    }
    return raw;
  }

  void set(List<Value> values, long[] raw) {
    for (var i = 0; i < raw.length; i++) {
      set(values.get(i), raw[i]);
    }
  }
}
