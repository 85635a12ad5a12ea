package dev.strake.cli;

/// What `strake` says to the shell. Scripts rely on these numbers.
enum ExitCode {
  FINE(0),
  /// The user's program, data or files are wrong, or more than this machine or version can take.
  WRONG_INPUT(1),
  /// The command line can't be understood.
  USAGE(2),
  /// A fault of ours.
  BUG(3),
  /// As shells report a process ended by Ctrl-C: 128 + SIGINT.
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
