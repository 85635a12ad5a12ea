package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.ScalarText;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Values at which ops change their ways, of each type.
///
/// Rows may only be added with new types: other values change what blessed runs compute.
final class SpecialValues {
  private static final Map<ScalarType, long[]> VALUES = new ConcurrentHashMap<>();

  private SpecialValues() {}

  static int count(ScalarType type) {
    return of(type).length;
  }

  /// The raw bits of one of them; they repeat for ever.
  static long bits(ScalarType type, long index) {
    var values = of(type);
    return values[(int) (index % values.length)];
  }

  private static long[] of(ScalarType type) {
    return VALUES.computeIfAbsent(type, SpecialValues::parsed);
  }

  private static long[] parsed(ScalarType type) {
    return Arrays.stream(words(type).strip().split("\\s+"))
        .mapToLong(text -> ScalarText.parse(type, text))
        .toArray();
  }

  private static String words(ScalarType type) {
    return switch (type) {
      case BOOL -> "false true";
      case I8 -> "0 1 -1 2 -2 7 -7 8 9 63 64 -64 85 126 127 -127 -128";
      case I16 ->
          "0 1 -1 2 -2 7 -7 15 16 17 127 128 -128 -129 255 256 21845 32766 32767 -32767 -32768";
      case I32 ->
          """
          0 1 -1 2 -2 7 -7 31 32 33 255 256 65535 16777217 1431655765
          2147483646 2147483647 -2147483647 -2147483648
          """;
      case I64 ->
          """
          0 1 -1 2 -2 7 -7 63 64 65 255 256 2147483647 2147483648 -2147483649 4294967295
          9007199254740993 1152921573326323713
          9223372036854775806 9223372036854775807 -9223372036854775807 -9223372036854775808
          """;
      case U8 -> "0 1 2 7 8 9 127 128 129 254 255";
      case U16 ->
          "0 1 2 7 15 16 17 127 128 255 256 32767 32768 32769 43690 65519 65520 65534 65535";
      case U32 ->
          """
          0 1 2 7 31 32 33 255 256 65535 65536 16777217 2147483647 2147483648 2147483649 2147483777
          2863311530 4294967040 4294967168 4294967294 4294967295
          """;
      case U64 ->
          """
          0 1 2 7 63 64 65 255 256 4294967295 4294967296 16777217 9007199254740993
          9223372036854775807 9223372036854775808 9223372036854775809 9223372586610589697
          9223372036854776833 12297829382473034410 18446742974197923840 18446742974197923841
          18446744073709549568 18446744073709550592 18446744073709551614 18446744073709551615
          """;
      case F16 ->
          """
          0 -0 1 -1 0.5 -0.5 1.5 -2.5 3 0x1.ffcp-1 0x1.004p0 255 255.5 256 -128 2049
          0x1p-24 -0x1p-24 0x1.8p-24 0x1.ff8p-15 0x1p-14 -0x1p-14 32768 65504 -65504
          inf -inf nan
          """;
      case BF16 ->
          """
          0 -0 1 -1 0.5 -0.5 1.5 -2.5 3 0x1.fep-1 0x1.02p0 255 256 -128 32768 0x1p31 0x1p63 -0x1p63
          0x1.fep63 0x1p64 0x1p-133 -0x1p-133 0x1.8p-132 0x1.fcp-127 0x1p-126 0x1p-24 0x1p-14
          0x1.fep127 -0x1.fep127 inf -inf nan
          """;
      case F32 ->
          """
          0 -0 1 -1 0.5 -0.5 1.5 -2.5 3 0x1.fffffep-1 0x1.000002p0 255 255.5 256 -128 16777217
          2147483520 2147483648 -2147483904 0x1.fffffep62 0x1p63 -0x1p63 0x1p-149 -0x1p-149
          0x1.fffffcp-127 0x1p-126 0x1.fffffep127 -0x1.fffffep127 inf -inf nan
          """;
      case F64 ->
          """
          0 -0 1 -1 0.5 -0.5 1.5 -2.5 3 0x1.fffffffffffffp-1 0x1.0000000000001p0 255 255.5 256 -128
          0x1.000001p0 2147483647.5 2147483648 -2147483648.5 -2147483649 9007199254740993
          0x1.fffffffffffffp62 0x1p63 -0x1p63 0x1p-1074 -0x1p-1074
          0x1.ffffffffffffep-1023 0x1p-1022 0x1p-149 0x1.8p-150 0x1.ffffffp127
          0x1.fffffffffffffp1023 -0x1.fffffffffffffp1023 inf -inf nan
          """;
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }
}
