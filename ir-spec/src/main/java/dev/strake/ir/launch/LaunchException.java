package dev.strake.ir.launch;

import java.util.List;

/// Arguments that a kernel can't be run on: wrong type, rank or extent, a `where` condition that
/// does not hold, outputs that overlap, an access that would leave its array. Nothing was written.
///
/// Its stack trace begins with the frame that called the library; `-Ddev.strake.traces=full` shows
/// all frames.
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
    UserFrames.show(this, List.of());
  }
}
