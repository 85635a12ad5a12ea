package dev.strake.cli.tidy;

/// A place that breaks a rule; prints as editors and terminals understand it.
record Finding(String file, long line, String what) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + what;
  }
}
