package dev.strake.ndarray.storage;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The few loops over elements that no kernel does: copies and fills, which keep bits as they are.
///
/// Elements are 1, 2, 4 or 8 bytes. Offsets and strides are counted in elements, and segments start
/// at a multiple of the element size. Contiguous runs go through bulk operations.
public final class Elements {
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG;

  private static final long NAN_64 = 0x7ff8000000000000L;
  private static final short NAN_16 = 0x7e00;
  private static final int NAN_32 = 0x7fc00000;

  private Elements() {}

  /// The bits of one element, zero-extended.
  public static long load(MemorySegment source, int elementBytes, long index) {
    return switch (elementBytes) {
      case 1 -> source.getAtIndex(I8, index) & 0xffL;
      case 2 -> source.getAtIndex(I16, index) & 0xffffL;
      case 4 -> source.getAtIndex(I32, index) & 0xffffffffL;
      case 8 -> source.getAtIndex(I64, index);
      default -> throw unknownSize(elementBytes);
    };
  }

  /// Writes the low bits of `bits` as one element.
  public static void store(MemorySegment target, int elementBytes, long index, long bits) {
    switch (elementBytes) {
      case 1 -> target.setAtIndex(I8, index, (byte) bits);
      case 2 -> target.setAtIndex(I16, index, (short) bits);
      case 4 -> target.setAtIndex(I32, index, (int) bits);
      case 8 -> target.setAtIndex(I64, index, bits);
      default -> throw unknownSize(elementBytes);
    }
  }

  /// Writes `count` elements `bits` at `first, first + step, first + 2 * step, ...`.
  public static void fill(
      MemorySegment target, int elementBytes, long first, long step, long count, long bits) {
    if (step == 1) {
      fillRun(target.asSlice(first * elementBytes, count * elementBytes), elementBytes, bits);
      return;
    }
    long index = first;
    for (long done = 0; done < count; done++) {
      store(target, elementBytes, index, bits);
      index += step;
    }
  }

  /// Writes one element and doubles what is there: every step is a bulk copy.
  private static void fillRun(MemorySegment target, int elementBytes, long bits) {
    long sizeBytes = target.byteSize();
    if (sizeBytes == 0) {
      return;
    }
    store(target, elementBytes, 0, bits);
    // A source of up to 64 KiB stays in cache.
    for (long done = elementBytes; done < sizeBytes; ) {
      long run = Math.min(Math.min(done, 1L << 16), sizeBytes - done);
      MemorySegment.copy(target, 0, target, done, run);
      done += run;
    }
  }

  /// Writes 0, 1, 2, ... as 64-bit integers.
  public static void count(MemorySegment target) {
    long count = target.byteSize() / 8;
    for (long i = 0; i < count; i++) {
      target.setAtIndex(I64, i, i);
    }
  }

  /// Copies the elements of a strided view in row-major order to the start of `target`.
  ///
  /// @param offset index of the view's first element in `source`
  public static void gather(
      MemorySegment source,
      long offset,
      long[] sizes,
      long[] strides,
      int elementBytes,
      MemorySegment target) {
    var axes = CollapsedAxes.of(sizes, strides);
    int inner = axes.rank() - 1;
    long[] position = new long[inner];
    long runElements = axes.size(inner);
    long from = offset;
    long to = 0;
    for (long runs = axes.runs(); runs > 0; runs--) {
      copyRun(source, from, axes.stride(inner), elementBytes, target, to, runElements);
      to += runElements;
      from += axes.advance(position);
    }
  }

  private static void copyRun(
      MemorySegment source,
      long from,
      long stride,
      int elementBytes,
      MemorySegment target,
      long to,
      long count) {
    if (stride == 1) {
      MemorySegment.copy(
          source, from * elementBytes, target, to * elementBytes, count * elementBytes);
      return;
    }
    if (stride == 0 && count > 0) {
      fill(target, elementBytes, to, 1, count, load(source, elementBytes, from));
      return;
    }
    copyStrided(source, from, stride, elementBytes, target, to, count);
  }

  private static void copyStrided(
      MemorySegment source,
      long from,
      long stride,
      int elementBytes,
      MemorySegment target,
      long to,
      long count) {
    switch (elementBytes) {
      case 1 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(I8, to + i, source.getAtIndex(I8, from + i * stride));
        }
      }
      case 2 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(I16, to + i, source.getAtIndex(I16, from + i * stride));
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(I32, to + i, source.getAtIndex(I32, from + i * stride));
        }
      }
      case 8 -> {
        for (long i = 0; i < count; i++) {
          target.setAtIndex(I64, to + i, source.getAtIndex(I64, from + i * stride));
        }
      }
      default -> throw unknownSize(elementBytes);
    }
  }

  /// Reverses the bytes of every element, in place.
  public static void swapBytes(MemorySegment elements, int elementBytes) {
    long count = elements.byteSize() / elementBytes;
    switch (elementBytes) {
      case 1 -> {}
      case 2 -> {
        for (long i = 0; i < count; i++) {
          elements.setAtIndex(I16, i, Short.reverseBytes(elements.getAtIndex(I16, i)));
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          elements.setAtIndex(I32, i, Integer.reverseBytes(elements.getAtIndex(I32, i)));
        }
      }
      case 8 -> {
        for (long i = 0; i < count; i++) {
          elements.setAtIndex(I64, i, Long.reverseBytes(elements.getAtIndex(I64, i)));
        }
      }
      default -> throw unknownSize(elementBytes);
    }
  }

  /// Replaces every NaN by the one canonical NaN of the type, in place. Elements are `f64` where
  /// they are 8 bytes, `f32` where they are 4, `f16` where they are 2.
  public static void canonicalizeNaNs(MemorySegment elements, int elementBytes) {
    long count = elements.byteSize() / elementBytes;
    switch (elementBytes) {
      case 2 -> {
        for (long i = 0; i < count; i++) {
          if ((elements.getAtIndex(I16, i) & 0x7fff) > 0x7c00) {
            elements.setAtIndex(I16, i, NAN_16);
          }
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          if ((elements.getAtIndex(I32, i) & 0x7fffffff) > 0x7f800000) {
            elements.setAtIndex(I32, i, NAN_32);
          }
        }
      }
      case 8 -> {
        for (long i = 0; i < count; i++) {
          if ((elements.getAtIndex(I64, i) & Long.MAX_VALUE) > 0x7ff0000000000000L) {
            elements.setAtIndex(I64, i, NAN_64);
          }
        }
      }
      default -> throw unknownSize(elementBytes);
    }
  }

  /// Makes every non-zero byte 1, in place: the only bytes a boolean may have.
  public static void normalizeBooleans(MemorySegment elements) {
    for (long i = 0; i < elements.byteSize(); i++) {
      if (elements.get(I8, i) != 0) {
        elements.set(I8, i, (byte) 1);
      }
    }
  }

  private static IllegalArgumentException unknownSize(int elementBytes) {
    return new IllegalArgumentException("no element has " + elementBytes + " bytes");
  }
}
