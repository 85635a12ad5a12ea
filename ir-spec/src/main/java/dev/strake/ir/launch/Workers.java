package dev.strake.ir.launch;

import java.util.function.IntConsumer;

/// The threads that run the pieces of a launch.
///
/// Pieces are the same for any number of threads, and so are results and failures.
public interface Workers {
  /// The calling thread alone.
  Workers SERIAL =
      new Workers() {
        @Override
        public int limit() {
          return 1;
        }

        @Override
        public void run(int count, IntConsumer work) {
          work.accept(0);
        }
      };

  /// Work, in the unit of [dev.strake.ir.phase.Work], that a piece has about: some 50 us. Shorter
  /// ones would spend their time with being handed out.
  double PIECE = 150_000;

  /// How many threads work for one launch at most, the calling one included; 1 or more.
  int limit();

  /// Calls `work` with 0 on this thread, and with each of `1..count` at most once, at the same
  /// time, on other threads as far as there are any to spare; returns when all calls have.
  ///
  /// What `work` throws is thrown here, that of this thread first, the others suppressed.
  ///
  /// @param count no more than [#limit]
  void run(int count, IntConsumer work);

  /// The work of a piece; a loop with less than two pieces is not cut.
  default double piece() {
    return PIECE;
  }
}
