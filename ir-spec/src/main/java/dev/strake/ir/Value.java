package dev.strake.ir;

/// One SSA value. Its `id` is unique within the function or kernel that defines it and is its whole
/// identity there.
public record Value(int id, Type type) {
  /// The type of a value that is known to be a scalar.
  public ScalarType scalar() {
    if (type instanceof ScalarType scalar) {
      return scalar;
    }
    throw new IllegalArgumentException(this + " is a " + type + ", not a scalar");
  }

  /// The type of a value that is known to be a view.
  public ViewType view() {
    if (type instanceof ViewType view) {
      return view;
    }
    throw new IllegalArgumentException(this + " is a " + type + ", not a view");
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
