package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.storage.NativeHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
    var ended = Arena.ofConfined();
    ended.close();
    assertThrows(IllegalStateException.class, () -> array.segment(ended));
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
            "no memory for the float64 array of shape (35184372088832, 2): it needs 562949953421312"
                + " bytes (512.0 TiB), and "),
        message);
    assertTrue(message.contains(" are in use by arrays, "), message);
    assertTrue(message.contains(" of them filled; close some of them"), message);
  }

  /// Two threads use and close the same arrays: exceptions are fine, faults would end the JVM.
  @Test
  @Timeout(120)
  void survivesUseAndCloseByTwoThreads() throws Exception {
    var shared = new AtomicReference<>(shared());
    var running = new AtomicBoolean(true);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var user = threads.submit(() -> IntStream.range(0, 2_000).forEach(i -> use(shared.get(), i)));
      var closer =
          threads.submit(
              () -> {
                while (running.get()) {
                  close(shared);
                }
              });
      user.get();
      running.set(false);
      closer.get();
    }
    assertEquals(0, shared.get().getDouble(0));
    shared.get().close();
  }

  /// Of a size whose memory is unmapped by close: a late access would fault, not read old bytes.
  private static NDArray shared() {
    return Creation.zeros(DType.FLOAT64, 1 << 17);
  }

  private static void use(NDArray array, int round) {
    try {
      array.setDouble(0, round % 100);
      // Long enough for the other thread to come in between.
      array.flip(0).copy().close();
    } catch (ArrayClosedException _) {
      assertTrue(array.isClosed());
    }
  }

  private static void close(AtomicReference<NDArray> shared) {
    try {
      shared.get().close();
      shared.set(shared());
    } catch (ArrayInUseException _) {
      assertFalse(shared.get().isClosed());
    }
  }
}
