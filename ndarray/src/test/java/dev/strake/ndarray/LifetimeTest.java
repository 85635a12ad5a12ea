package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.storage.NativeHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LifetimeTest {
  private static final String CLOSED =
      "the float64 array of shape (2, 3) is closed, by itself or by a view that shares its memory";

  private static NDArray array() {
    return Creation.zeros(DType.FLOAT64, 2, 3);
  }

  @Test
  void refusesUseAfterClose() {
    var array = array();
    array.close();
    assertTrue(array.isClosed());
    refusesClosed(() -> array.getDouble(0, 0));
    refusesClosed(() -> array.setDouble(1, 0, 0));
    refusesClosed(array::toDoubleArray);
    refusesClosed(array::copy);
    refusesClosed(array::transpose);
    refusesClosed(array::hold);
    refusesClosed(() -> array.segment(Arena.global()));
  }

  @Test
  void refusesToCloseTwice() {
    var array = array();
    array.close();
    refusesClosed(array::close);
  }

  private static void refusesClosed(Runnable action) {
    assertEquals(CLOSED, assertThrows(ArrayClosedException.class, action::run).getMessage());
  }

  @Test
  void closesViewsTogether() {
    var array = array();
    var view = array.at(0, 1);
    view.close();
    refusesClosed(() -> array.getDouble(0, 0));
    assertThrows(ArrayClosedException.class, array::close);
  }

  @Test
  void staysUsableWhenClosedWhileHeld() {
    var array = array();
    try (var _ = array.hold();
        var _ = array.transpose().hold()) {
      var refused = assertThrows(ArrayInUseException.class, array::close);
      assertEquals(
          "the float64 array of shape (2, 3) cannot be closed: it is in use; close it when that has"
              + " ended",
          refused.getMessage());
      array.setDouble(1.5, 1, 2);
    }
    assertEquals(1.5, array.getDouble(1, 2));
    array.close();
  }

  @Test
  void releasesAHoldOnce() {
    var array = array();
    var hold = array.hold();
    hold.close();
    hold.close();
    array.close();
  }

  @Test
  void pointsHoldsAtTheFirstElement() {
    try (var array = array();
        var hold = array.hold();
        var view = array.at(0, 1).flip(0).hold()) {
      assertEquals(0, hold.address() % NativeHeap.ALIGNMENT_BYTES);
      assertEquals(hold.address() + 5 * 8, view.address());
    }
  }

  @Test
  void lendsSegmentsUntilTheirArenaEnds() {
    var array = array();
    try (var arena = Arena.ofConfined()) {
      var row = array.at(0, 1).segment(arena);
      assertEquals(24, row.byteSize());
      row.setAtIndex(ValueLayout.JAVA_DOUBLE, 2, 2.5);
      assertEquals(2.5, array.getDouble(1, 2));
      assertThrows(ArrayInUseException.class, array::close);
    }
    assertThrows(IllegalStateException.class, () -> array.transpose().segment(Arena.global()));
    array.close();
  }

  @Test
  void countsLiveBytes() {
    long before = NativeHeap.liveBytes();
    try (var _ = Creation.zeros(DType.UINT8, 5_000_000)) {
      assertTrue(NativeHeap.liveBytes() >= before + 5_000_000);
    }
    assertTrue(NativeHeap.liveBytes() <= before);
  }

  @Test
  @Timeout(60)
  void freesForgottenArrays() throws InterruptedException {
    long before = NativeHeap.liveBytes();
    long forgotten = 1L << 34;
    // Untouched, so that no memory is needed where a collection comes late.
    assertEquals(forgotten, Creation.zeros(DType.UINT8, forgotten).count());
    while (NativeHeap.liveBytes() >= before + forgotten) {
      System.gc();
      Thread.onSpinWait();
    }
  }

  @Test
  void saysHowMuchMemoryIsMissing() {
    var failure =
        assertThrows(ArrayMemoryException.class, () -> Creation.zeros(DType.FLOAT64, 1L << 45, 2));
    String message = failure.getMessage();
    assertTrue(
        message.startsWith(
            "no memory for a float64 array of shape (35184372088832, 2): it needs 562949953421312"
                + " bytes (524288.0 GiB), and "),
        message);
    assertTrue(message.endsWith(" are in use by arrays; close some of them"), message);
  }

  /// Two threads use and close the same arrays: exceptions are fine, faults would end the JVM.
  @Test
  @Timeout(120)
  void survivesUseAndCloseByTwoThreads() throws Exception {
    var shared = new AtomicReference<>(shared());
    Callable<Long> user =
        () -> {
          long sum = 0;
          for (int round = 0; round < 30_000; round++) {
            sum += use(shared.get(), round);
          }
          return sum;
        };
    Callable<Long> closer =
        () -> {
          long closed = 0;
          for (int round = 0; round < 30_000; round++) {
            closed += close(shared);
          }
          return closed;
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      var results = threads.invokeAll(java.util.List.of(user, closer));
      for (var result : results) {
        result.get();
      }
      assertTrue(results.getLast().get() > 0);
    }
  }

  /// Of a size whose memory is unmapped by close: a late access would fault, not read old bytes.
  private static NDArray shared() {
    return Creation.zeros(DType.FLOAT64, 1 << 17);
  }

  private static long use(NDArray array, int round) {
    try {
      array.setDouble(round, round % 100);
      var view = array.slice(Slice.to(64).step(2)).flip(0);
      view.copy().close();
      return (long) view.getDouble(3);
    } catch (ArrayClosedException _) {
      return 0;
    }
  }

  private static int close(AtomicReference<NDArray> shared) {
    try {
      shared.get().close();
    } catch (ArrayInUseException _) {
      return 0;
    }
    shared.set(shared());
    return 1;
  }
}
