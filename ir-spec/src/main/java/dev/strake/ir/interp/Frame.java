package dev.strake.ir.interp;

import dev.strake.ir.Value;
import java.util.Arrays;
import java.util.List;

/// The scalar values of one activation of a kernel or function.
///
/// Every value has room for two components; what is not complex has its raw bits in the first. A
/// tuple of values is an array of twice as many components.
final class Frame {
  private long[] bits = new long[128];

  /// The raw bits of a value that is not complex.
  long get(Value value) {
    return bits[2 * value.id()];
  }

  boolean isTrue(Value value) {
    return get(value) != 0;
  }

  void set(Value value, long raw) {
    set(value, raw, 0);
  }

  void set(Value value, long real, long imaginary) {
    var slot = 2 * value.id();
    if (slot >= bits.length) {
      bits = Arrays.copyOf(bits, 2 * slot);
    }
    bits[slot] = real;
    bits[slot + 1] = imaginary;
  }

  void set(Value value, Complex number) {
    set(value, number.real(), number.imaginary());
  }

  Complex complex(Value value) {
    return new Complex(bits[2 * value.id()], bits[2 * value.id() + 1]);
  }

  /// Lets `value` be what `same` is.
  void copy(Value value, Value same) {
    set(value, bits[2 * same.id()], bits[2 * same.id() + 1]);
  }

  /// The raw bits of values that are not complex.
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

  long[] tuple(List<Value> values) {
    var tuple = new long[2 * values.size()];
    for (var i = 0; i < values.size(); i++) {
      System.arraycopy(bits, 2 * values.get(i).id(), tuple, 2 * i, 2);
    }
    return tuple;
  }

  void setTuple(List<Value> values, long[] tuple) {
    for (var i = 0; i < values.size(); i++) {
      set(values.get(i), tuple[2 * i], tuple[2 * i + 1]);
    }
  }
}
