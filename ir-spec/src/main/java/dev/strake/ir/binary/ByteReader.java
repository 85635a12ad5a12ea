package dev.strake.ir.binary;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A place in given bytes, whatever they hold: all that goes wrong is a [CompileException] I0009
/// that names the offset, I0006 for what is nested too deep.
///
/// Nothing is reserved because a count says so: lists grow with what is really there.
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int offset;
  private int depth;

  private ByteReader(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  static ByteReader of(byte[] bytes) {
    return new ByteReader(bytes, 0, bytes.length);
  }

  boolean isAtEnd() {
    return offset == end;
  }

  /// Takes the bytes if they come next.
  boolean accept(byte[] expected) {
    if (end - offset < expected.length) {
      return false;
    }
    for (var i = 0; i < expected.length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    offset += expected.length;
    return true;
  }

  /// The next `size` bytes, which are skipped here.
  ByteReader part(long size) {
    if (size < 0 || size > end - offset) {
      throw mistake("%s bytes are announced, %d are left".formatted(shown(size), end - offset));
    }
    offset += (int) size;
    return new ByteReader(bytes, offset - (int) size, offset);
  }

  long unsigned() {
    var start = offset;
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var octet = octet();
      if (shift == 63 && octet > 1) {
        break;
      }
      number |= (octet & 0x7fL) << shift;
      if (octet < 0x80) {
        return number;
      }
    }
    throw mistake(start, "this number has more than 64 bits");
  }

  private int octet() {
    if (isAtEnd()) {
      throw mistake("the bytes end within something");
    }
    return Byte.toUnsignedInt(bytes[offset++]);
  }

  long signed() {
    var number = unsigned();
    return number >>> 1 ^ -(number & 1);
  }

  /// A number from 0 to 2147483647.
  int number() {
    var start = offset;
    var number = unsigned();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw mistake(start, shown(number) + " is above 2147483647");
    }
    return (int) number;
  }

  /// One of `rows`, by its index.
  <T> T pick(String what, List<T> rows) {
    var start = offset;
    var index = unsigned();
    if (index < 0 || index >= rows.size()) {
      throw mistake(
          start, "there is no %s %s; %d are known here".formatted(what, shown(index), rows.size()));
    }
    return rows.get((int) index);
  }

  <T> T code(Family<T> family) {
    var start = offset;
    var code = unsigned();
    return family
        .row(code)
        .orElseThrow(
            () -> mistake(start, "no %s has the code %s".formatted(family.name(), shown(code))));
  }

  String text() {
    var text = new StringBuilder();
    for (var left = count(); left > 0; left--) {
      var start = offset;
      var character = unsigned();
      if (character < 0 || character > Character.MAX_CODE_POINT) {
        throw mistake(start, shown(character) + " is no code point");
      }
      text.appendCodePoint((int) character);
    }
    return text.toString();
  }

  /// A count and as many items.
  <T> List<T> list(Supplier<T> item) {
    var items = new ArrayList<T>();
    for (var left = count(); left > 0; left--) {
      items.add(item.get());
    }
    return items;
  }

  /// A number of things that follow, each of them a byte or more.
  private int count() {
    var start = offset;
    var count = unsigned();
    if (count < 0 || count > end - offset) {
      var message = "%s things are announced, %d bytes are left";
      throw mistake(start, message.formatted(shown(count), end - offset));
    }
    return (int) count;
  }

  /// Reads something that may hold itself again.
  <T> T nested(Supplier<T> read) {
    if (depth == BinaryWriter.MAX_DEPTH) {
      throw mistake("I0006", offset, "nested deeper than " + BinaryWriter.MAX_DEPTH + " levels");
    }
    depth++;
    var result = read.get();
    depth--;
    return result;
  }

  /// Nothing may follow.
  void expectEnd() {
    if (!isAtEnd()) {
      throw mistake((end - offset) + " bytes are left over");
    }
  }

  CompileException mistake(String message) {
    return mistake(offset, message);
  }

  static CompileException mistake(int offset, String message) {
    return mistake("I0009", offset, message);
  }

  private static CompileException mistake(String code, int offset, String message) {
    return new CompileException(Diagnostic.error(code, "at byte " + offset + ": " + message));
  }

  private static String shown(long unsigned) {
    return Long.toUnsignedString(unsigned);
  }
}
