package dev.strake.ndarray;

/// An array was to be closed while its memory is in use, by another thread or by a [Hold]. The
/// array stays as it is.
public final class ArrayInUseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ArrayInUseException(String description) {
    super("the " + description + " cannot be closed: it is in use; close it when that has ended");
  }
}
