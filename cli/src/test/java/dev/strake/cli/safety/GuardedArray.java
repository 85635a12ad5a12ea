package dev.strake.cli.safety;

import dev.strake.cli.safety.GuardedMemory.Placement;
import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.Argument;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// A view in guarded memory. Its elements are written as text:
///
/// ```
/// {1,-2,3}    three elements on one axis; of bool arrays, any bytes
/// [2,3]       0, 1, 2 .. in two rows; [] is one element without axes
/// [2,3]/rev   every axis backwards; also /gap (strides doubled), /T (column-major), /zero (stride 0)
/// ```
final class GuardedArray {
  private final ScalarType type;
  private final long[] extents;
  private final long[] strides;
  private final GuardedMemory guarded;
  private final long offset;

  private GuardedArray(
      ScalarType type, long[] extents, long[] strides, Placement placement, boolean isRepeated) {
    this.type = type;
    this.extents = extents;
    this.strides = strides;
    var low = 0L;
    var high = 0L;
    for (var axis = 0; axis < extents.length && !isRepeated; axis++) {
      var reach = strides[axis] * Math.max(extents[axis] - 1, 0);
      low += Math.min(reach, 0);
      high += Math.max(reach, 0);
    }
    offset = -low;
    var isEmpty = Arrays.stream(extents).anyMatch(extent -> extent == 0);
    var count = isEmpty ? 0 : high - low + 1;
    guarded = GuardedMemory.of(count * type.sizeBytes(), placement);
  }

  static GuardedArray parse(ScalarType type, String text, Placement placement) {
    var parts = text.split("/");
    var body = parts[0].substring(1, parts[0].length() - 1);
    var items = body.isEmpty() ? new String[0] : body.split(",");
    var isList = parts[0].startsWith("{");
    var extents =
        isList
            ? new long[] {items.length}
            : Arrays.stream(items).mapToLong(Long::parseLong).toArray();
    var array = of(type, extents, parts.length > 1 ? parts[1] : "", placement);
    for (var number = 0; number < array.count(); number++) {
      array.set(number, isList ? bits(type, items[number]) : bits(type, "" + number % 100));
    }
    return array;
  }

  static GuardedArray of(ScalarType type, long[] extents, String arrangement, Placement placement) {
    var strides = new long[extents.length];
    var isColumnMajor = arrangement.equals("T");
    var step = arrangement.equals("gap") ? 2L : 1L;
    for (var k = 0; k < extents.length; k++) {
      var axis = isColumnMajor ? k : extents.length - 1 - k;
      strides[axis] = arrangement.equals("zero") ? 0 : arrangement.equals("rev") ? -step : step;
      step *= Math.max(extents[axis], 1);
    }
    return new GuardedArray(type, extents, strides, placement, arrangement.equals("zero"));
  }

  /// Raw bits in memory; a bool may have any byte.
  private static long bits(ScalarType type, String text) {
    if (!type.isFloat()) {
      return Long.parseLong(text);
    }
    return type == ScalarType.F64
        ? Double.doubleToRawLongBits(Double.parseDouble(text))
        : Float.floatToRawIntBits(Float.parseFloat(text));
  }

  Argument.View argument() {
    return Argument.View.of(type, guarded.memory(), offset, extents, strides);
  }

  GuardedMemory guarded() {
    return guarded;
  }

  /// Elements that are apart in memory.
  private long count() {
    var isRepeated = extents.length > 0 && Arrays.stream(strides).allMatch(s -> s == 0);
    return LongStream.of(extents)
        .map(extent -> isRepeated ? Math.min(extent, 1) : extent)
        .reduce(1, (a, b) -> a * b);
  }

  private long offsetBytes(long number) {
    var index = offset;
    var rest = number;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      index += rest % extents[axis] * strides[axis];
      rest /= extents[axis];
    }
    return index * type.sizeBytes();
  }

  void set(long number, long bits) {
    for (var k = 0; k < type.sizeBytes(); k++) {
      guarded.memory().set(ValueLayout.JAVA_BYTE, offsetBytes(number) + k, (byte) (bits >> 8 * k));
    }
  }

  /// The elements as text, `{1,2}`.
  String text() {
    List<String> texts = new ArrayList<>();
    for (var number = 0L; number < count(); number++) {
      texts.add(text(number));
    }
    return "{" + String.join(",", texts) + "}";
  }

  private String text(long number) {
    var bits = 0L;
    for (var k = 0; k < type.sizeBytes(); k++) {
      var piece = guarded.memory().get(ValueLayout.JAVA_BYTE, offsetBytes(number) + k) & 0xffL;
      bits |= piece << 8 * k;
    }
    if (type.isFloat()) {
      return type == ScalarType.F64
          ? Double.toString(Double.longBitsToDouble(bits))
          : Float.toString(Float.intBitsToFloat((int) bits));
    }
    return Long.toString(type == ScalarType.I32 ? (int) bits : bits);
  }

  /// Where the two snapshots differ although no element lies there, or nowhere: -1.
  long firstStrayByte(byte[] before, byte[] after) {
    var isElement = new boolean[before.length];
    for (var number = 0L; number < count(); number++) {
      var first = (int) (guarded.start() + offsetBytes(number));
      Arrays.fill(isElement, first, first + type.sizeBytes(), true);
    }
    for (var k = 0; k < before.length; k++) {
      if (!isElement[k] && before[k] != after[k]) {
        return k - guarded.start();
      }
    }
    return -1;
  }
}
