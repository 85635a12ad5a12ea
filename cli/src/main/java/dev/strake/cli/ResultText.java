package dev.strake.cli;

import dev.strake.ndarray.NDArray;
import java.util.Arrays;

/// Results as text.
final class ResultText {
  private ResultText() {}

  /// `total: f64 = 0.5`; an array of several lines starts on a line of its own.
  static String of(String name, NDArray array) {
    var elements = array.toString();
    return type(name, array) + " =" + (elements.contains("\n") ? "\n" : " ") + elements;
  }

  /// `total: f64`, `edges: u8[1024, 717]`, as the language has it.
  static String type(String name, NDArray array) {
    var extents = array.rank() == 0 ? "" : Arrays.toString(array.shape().sizes());
    return name + ": " + array.dtype().scalarType() + extents;
  }
}
