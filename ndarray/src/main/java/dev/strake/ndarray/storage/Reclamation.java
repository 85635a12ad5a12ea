package dev.strake.ndarray.storage;

import java.util.concurrent.atomic.AtomicLong;

/// Asks the collector to find forgotten storages when native memory has grown much.
///
/// An array is a small object to the collector however large its native memory is, so a program
/// that never closes its arrays would fill the machine long before the Java heap is full. The step
/// follows the maximal heap size, which the JVM derives from the memory of the machine or
/// container.
final class Reclamation {
  private static final long STEP_BYTES = Runtime.getRuntime().maxMemory() / 2;

  /// Live bytes at which the next collection is due.
  private static final AtomicLong DUE_BYTES = new AtomicLong(STEP_BYTES);

  private Reclamation() {}

  static void beforeAllocating() {
    long liveBytes = NativeHeap.liveBytes();
    // Counted from the lowest level since: a program that closes its arrays is never disturbed.
    long dueBytes = DUE_BYTES.accumulateAndGet(liveBytes + STEP_BYTES, Math::min);
    if (liveBytes >= dueBytes && DUE_BYTES.compareAndSet(dueBytes, Long.MAX_VALUE)) {
      System.gc();
      DUE_BYTES.set(liveBytes + STEP_BYTES);
    }
  }
}
