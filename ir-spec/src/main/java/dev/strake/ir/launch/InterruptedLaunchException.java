package dev.strake.ir.launch;

/// The thread of a launch was interrupted between two pieces. What the kernel has written by then
/// is unspecified; the thread stays interrupted.
public final class InterruptedLaunchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InterruptedLaunchException(String kernel) {
    super(kernel + ": interrupted");
  }
}
