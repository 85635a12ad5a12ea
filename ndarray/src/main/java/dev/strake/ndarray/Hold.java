package dev.strake.ndarray;

import dev.strake.ndarray.storage.Storage;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps an array's memory in place while a kernel or foreign code works on it.
///
/// Until it is closed, closing the array throws [ArrayInUseException], and the collector leaves the
/// memory alone. Closing a hold again does nothing.
///
/// ```java
/// try (Hold hold = array.hold()) {
///   library.process(hold.address(), array.shape().count());
/// }
/// ```
public final class Hold implements AutoCloseable {
  private final Storage storage;
  private final long address;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Takes over a hold of the caller on `storage`.
  Hold(Storage storage, long address) {
    this.storage = storage;
    this.address = address;
  }

  /// Where the array's first element lies: the one with index 0 on every axis. Where strides are
  /// negative, elements lie below it.
  public long address() {
    return address;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      storage.release();
    }
  }
}
