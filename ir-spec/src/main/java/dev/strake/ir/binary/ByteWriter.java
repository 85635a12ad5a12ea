package dev.strake.ir.binary;

import java.io.ByteArrayOutputStream;

/// Bytes under construction: numbers, codes, texts.
final class ByteWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Unsigned LEB128, all 64 bits: seven bits a byte, the lowest first, the top bit on all but the
  /// last byte.
  ByteWriter unsigned(long number) {
    var rest = number;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /// The same of 0, -1, 1, -2, .. as 0, 1, 2, 3, ..
  ByteWriter signed(long number) {
    return unsigned(number << 1 ^ number >> 63);
  }

  /// A number that can't be negative in a legal program.
  ///
  /// @throws IllegalArgumentException if it is
  ByteWriter number(String what, int number) {
    if (number < 0) {
      throw new IllegalArgumentException(what + " " + number + " is negative");
    }
    return unsigned(number);
  }

  <T> ByteWriter code(Family<T> family, T row) {
    return unsigned(family.code(row));
  }

  /// The number of its code points, then each of them. A surrogate without its partner counts as
  /// one, so that every Java string has a form.
  ByteWriter text(String text) {
    unsigned(text.codePointCount(0, text.length()));
    text.codePoints().forEach(this::unsigned);
    return this;
  }

  ByteWriter bytes(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
