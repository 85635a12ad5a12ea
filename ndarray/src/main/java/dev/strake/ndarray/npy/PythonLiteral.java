package dev.strake.ndarray.npy;

import java.math.BigInteger;
import java.util.List;

/// A constant of Python source text, as far as `.npy` headers have them.
sealed interface PythonLiteral {
  /// `'text'`
  record Text(String value) implements PythonLiteral {}

  /// `12`, of any size
  record Whole(BigInteger value) implements PythonLiteral {}

  /// `True`, `False`
  record Truth(boolean value) implements PythonLiteral {}

  /// `None`
  record None() implements PythonLiteral {}

  /// `(1, 2)`
  record Tuple(List<PythonLiteral> items) implements PythonLiteral {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// `[1, 2]`
  record Sequence(List<PythonLiteral> items) implements PythonLiteral {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// `{'key': 1}`, in the order of the text
  record Dictionary(List<Entry> entries) implements PythonLiteral {
    public Dictionary {
      entries = List.copyOf(entries);
    }
  }

  /// `'key': 1`
  record Entry(PythonLiteral key, PythonLiteral value) {}
}
