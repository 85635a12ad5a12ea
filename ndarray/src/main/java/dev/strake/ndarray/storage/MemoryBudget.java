package dev.strake.ndarray.storage;

import dev.strake.ir.launch.MemoryLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How much memory arrays and scratch may fill together. What is filled beyond the machine's memory
/// ends the process without a word; what is refused here is an exception.
///
/// A block is charged when bytes of it are going to be written, not when it is made: untouched
/// zeros are free. Over budget, memory of arrays that nobody can reach any more is waited for
/// first.
public final class MemoryBudget {
  /// The system property with the number of bytes; by default it is [MemoryLimit#budgetBytes].
  public static final String PROPERTY = "dev.strake.memory";

  /// The budget of the process, which its memory belongs to.
  static final MemoryBudget PROCESS =
      new MemoryBudget(Long.getLong(PROPERTY, MemoryLimit.budgetBytes()));

  /// Smaller charges are too many to be listed.
  private static final long LISTED_FROM_BYTES = 1L << 20;

  /// The collector frees memory some time after it has found it unreachable.
  private static final long LONGEST_WAIT_MILLIS = 256;

  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final Set<Charge> listed = ConcurrentHashMap.newKeySet();

  MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// The bytes that arrays and scratch of the process may fill.
  public static long limitBytes() {
    return PROCESS.limitBytes;
  }

  /// The bytes they fill by now, or are about to.
  public static long usedBytes() {
    return PROCESS.usedBytes.get();
  }

  /// The largest arrays, largest first, in words: at most `count`.
  public static List<String> largest(int count) {
    return PROCESS.listed.stream()
        .sorted(Comparator.comparingLong(Charge::bytes).reversed())
        .limit(count)
        .map(Charge::toString)
        .toList();
  }

  /// Takes bytes from the budget; false if there are not as many, even after a collection.
  boolean take(Charge charge, long bytes) {
    var hasTaken = tryTake(bytes);
    for (var millis = 1L; !hasTaken && millis <= LONGEST_WAIT_MILLIS && bytes <= limitBytes; ) {
      if (millis == 1) {
        System.gc();
      }
      hasTaken = pause(millis) && tryTake(bytes);
      millis *= 2;
    }
    if (hasTaken && charge.bytes() + bytes >= LISTED_FROM_BYTES) {
      listed.add(charge);
    }
    return hasTaken || tryTake(bytes);
  }

  private boolean tryTake(long bytes) {
    var used = usedBytes.get();
    while (bytes <= limitBytes - used) {
      var found = usedBytes.compareAndExchange(used, used + bytes);
      if (found == used) {
        return true;
      }
      used = found;
    }
    return false;
  }

  /// False if the thread is to stop, which then fails without waiting longer.
  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Gives back what was taken for a block.
  void giveBack(Charge charge, long bytes) {
    listed.remove(charge);
    usedBytes.addAndGet(-bytes);
  }
}
