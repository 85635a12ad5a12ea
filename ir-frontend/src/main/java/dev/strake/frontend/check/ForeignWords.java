package dev.strake.frontend.check;

import java.util.Map;
import java.util.Optional;

/// Names of types and functions that people know from elsewhere, and what to write here.
final class ForeignWords {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("double", "f64"),
          Map.entry("single", "f32"),
          Map.entry("real", "f64"),
          Map.entry("float64", "f64"),
          Map.entry("float32", "f32"),
          Map.entry("float16", "f16"),
          Map.entry("bfloat16", "bf16"),
          Map.entry("Float64", "f64"),
          Map.entry("Float32", "f32"),
          Map.entry("int8", "i8"),
          Map.entry("int16", "i16"),
          Map.entry("int32", "i32"),
          Map.entry("int64", "i64"),
          Map.entry("uint8", "u8"),
          Map.entry("uint16", "u16"),
          Map.entry("uint32", "u32"),
          Map.entry("uint64", "u64"),
          Map.entry("Int32", "i32"),
          Map.entry("Int64", "i64"),
          Map.entry("UInt8", "u8"),
          Map.entry("byte", "u8"),
          Map.entry("short", "i16"),
          Map.entry("integer", "i64"),
          Map.entry("long", "i64"),
          Map.entry("size_t", "i64"),
          Map.entry("usize", "i64"),
          Map.entry("isize", "i64"),
          Map.entry("boolean", "bool"),
          Map.entry("Bool", "bool"),
          Map.entry("logical", "bool"));

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("len", "how large an array is, its type says: `n` in `x: f64[n]`"),
          Map.entry("length", "how large an array is, its type says: `n` in `x: f64[n]`"),
          Map.entry("size", "how large an array is, its type says: `n` in `x: f64[n]`"),
          Map.entry("shape", "how large an array is, its type says: `n` in `x: f64[n]`"),
          Map.entry("range", "a range is written `0..n`"),
          Map.entry("arange", "a range is written `0..n`"),
          Map.entry("eachindex", "a range is written `0..n`"),
          Map.entry("zeros", "a local array is written `let t[j in 0..n] = 0.0;`"),
          Map.entry("ones", "a local array is written `let t[j in 0..n] = 1.0;`"),
          Map.entry("empty", "a local array is written `let t[j in 0..n] = 0.0;`"),
          Map.entry("mean", "write the sum and divide: `(sum[j in 0..n] x[j]) / (n as f64)`"),
          Map.entry("pow", "there is no power; write a product: `a * a`"),
          Map.entry("power", "there is no power; write a product: `a * a`"),
          Map.entry("fmin", "it is called `min`"),
          Map.entry("fmax", "it is called `max`"),
          Map.entry("minimum", "it is called `min`"),
          Map.entry("maximum", "it is called `max`"),
          Map.entry("fabs", "it is called `abs`"),
          Map.entry("mod", "the remainder is written `a % b`, or `floormod(a, b)`"),
          Map.entry("where", "it is called `select`: `select(c, a, b)`"),
          Map.entry("int", "a conversion is written `x as i64`"),
          Map.entry("float", "a conversion is written `x as f64`"),
          Map.entry("double", "a conversion is written `x as f64`"));

  private ForeignWords() {}

  /// What to say of a word that means several types here; empty text for all others.
  static String ambiguousType(String name) {
    return switch (name) {
      case "float" -> "write `f64` or `f32`; `float` is a class of types: `<T: float>`";
      case "int", "uint" -> "write `i64` or `i32`; `int` is a class of types: `<T: int>`";
      case "num", "any", "half" -> "it is a class of types: `<T: " + name + ">`";
      case "string", "str", "char" -> "texts stand only in `assert` and `print`";
      default -> "";
    };
  }

  /// The type here that a name from another language means.
  static Optional<String> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  /// What to write instead of a call of a function from another language.
  static Optional<String> function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }
}
