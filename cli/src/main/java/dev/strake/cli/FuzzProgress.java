package dev.strake.cli;

import java.io.PrintWriter;

/// One line that says how far a run is; only where somebody looks at a terminal.
final class FuzzProgress {
  private final PrintWriter err;
  private final long before;
  private final long all;
  private final boolean isShown;
  private long shownMillis;

  FuzzProgress(PrintWriter err, long before, long all) {
    this.err = err;
    this.before = before;
    this.all = all;
    var console = System.console();
    this.isShown = console != null && console.isTerminal();
  }

  void show(long done, int findings) {
    var now = System.currentTimeMillis();
    if (isShown && now - shownMillis > 200) {
      shownMillis = now;
      err.printf("\r%d of %d programs, %d findings ", before + done, all, findings);
      err.flush();
    }
  }

  void end() {
    if (isShown) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
