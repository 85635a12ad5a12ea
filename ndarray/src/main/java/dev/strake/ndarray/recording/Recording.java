package dev.strake.ndarray.recording;

import jdk.jfr.FlightRecorder;

/// Tells JDK Flight Recorder what happens, while it runs.
public final class Recording {
  /// Not in every Java that a class path is run on.
  private static final boolean IS_POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Recording() {}

  /// Whether anything may be recorded: if not, the methods here do nothing.
  public static boolean isOn() {
    return IS_POSSIBLE && Recorder.isInitialized();
  }

  /// Names JFR, so it is loaded only where that is there.
  private static final class Recorder {
    static boolean isInitialized() {
      return FlightRecorder.isInitialized();
    }
  }

  /// Runs `work`, a launch of `kernel`, as one event.
  public static void launch(String kernel, Runnable work) {
    if (!isOn()) {
      work.run();
      return;
    }
    var event = new LaunchEvent();
    event.begin();
    try {
      work.run();
    } finally {
      event.end();
      if (event.shouldCommit()) {
        event.kernel = kernel;
        event.commit();
      }
    }
  }

  /// A backend has compiled a kernel, in so many nanoseconds.
  public static void compiled(String kernel, String backend, long nanos) {
    if (isOn()) {
      var event = new CompileEvent();
      event.kernel = kernel;
      event.backend = backend;
      event.time = nanos;
      event.commit();
    }
  }

  /// Another backend runs a kernel from now on.
  public static void tierSwitch(String kernel, String backend, String reason) {
    if (isOn()) {
      var event = new TierSwitchEvent();
      event.kernel = kernel;
      event.backend = backend;
      event.reason = reason;
      event.commit();
    }
  }

  /// Memory was allocated.
  public static void allocated(long sizeBytes, String description) {
    if (isOn()) {
      var event = new AllocateEvent();
      event.size = sizeBytes;
      event.description = description;
      event.commit();
    }
  }
}
