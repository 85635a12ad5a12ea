package dev.strake.codegen.vector;

import dev.strake.ir.launch.RecordLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// All memory as one segment: how generated code reads and writes native memory by absolute
/// address.
///
/// C2 compiles an access through one static segment to a plain load or store. Nothing here checks
/// an address; the launch and the checks in the program already did (IR.md, "Safety").
final class AddressSpace {
  @SuppressWarnings("restricted")
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private AddressSpace() {}

  static int loadByte(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address);
  }

  /// 0 or 1, whatever the byte: proofs rely on that, and undefined elements hold any byte.
  static int loadBool(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address) == 0 ? 0 : 1;
  }

  static int loadUnsignedByte(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address) & 0xff;
  }

  static int loadShort(long address) {
    return ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address);
  }

  static int loadUnsignedShort(long address) {
    return ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address) & 0xffff;
  }

  static int loadInt(long address) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  static long loadLong(long address) {
    return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
  }

  static float loadFloat(long address) {
    return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  static double loadDouble(long address) {
    return ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
  }

  static void storeByte(long address, int value) {
    ALL.set(ValueLayout.JAVA_BYTE, address, (byte) value);
  }

  static void storeShort(long address, int value) {
    ALL.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, (short) value);
  }

  static void storeInt(long address, int value) {
    ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
  }

  static void storeLong(long address, long value) {
    ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
  }

  static void storeFloat(long address, float value) {
    ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  static void storeDouble(long address, double value) {
    ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value);
  }

  /// The bool that a byte in memory stands for: memory may hold any byte.
  static int truth(int loaded) {
    return loaded == 0 ? 0 : 1;
  }

  /// Writes a failure into the record at `record`; the caller then returns at once.
  static void fail(long record, int code, int site, long index, long extent) {
    storeLong(record + 8L * RecordLayout.STATUS, code);
    storeLong(record + 8L * RecordLayout.SITE, site);
    storeLong(record + 8L * RecordLayout.INDEX, index);
    storeLong(record + 8L * RecordLayout.EXTENT, extent);
  }
}
