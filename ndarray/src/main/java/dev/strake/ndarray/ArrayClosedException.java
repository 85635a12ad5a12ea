package dev.strake.ndarray;

/// An array was used, or closed again, after its memory was freed.
public final class ArrayClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ArrayClosedException(String description) {
    super("the " + description + " is closed, by itself or by a view that shares its memory");
  }
}
