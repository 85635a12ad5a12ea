package dev.strake.ir.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Stack traces of failures that are the user's: the kernel's line on top, the user's frames below,
/// and none of ours between.
///
/// `-Ddev.strake.traces=full` keeps every frame. Faults of our own are never shortened.
final class UserFrames {
  static final String PROPERTY = "dev.strake.traces";

  /// The packages of the library, and what the JDK puts between it and a caller.
  private static final List<String> INTERNAL =
      List.of(
          "dev.strake.ir.",
          "dev.strake.frontend.",
          "dev.strake.codegen.",
          "dev.strake.ndarray.",
          "java.lang.invoke.",
          "java.lang.reflect.",
          "jdk.internal.reflect.",
          "jdk.proxy");

  private UserFrames() {}

  /// Lets the trace of `failure` begin with `places`, then the frame that called the library.
  static void show(Throwable failure, List<StackTraceElement> places) {
    var isFull = System.getProperty(PROPERTY, "").equals("full");
    var frames = failure.getStackTrace();
    failure.setStackTrace(joined(places, isFull ? frames : withoutOurs(frames)));
  }

  /// What is left without the internal frames on top, and those of the JDK between them; everything
  /// if nothing else is there.
  static StackTraceElement[] withoutOurs(StackTraceElement... frames) {
    var first = 0;
    for (var k = 0; k < frames.length && !isUsers(frames[k]); k++) {
      first = isInternal(frames[k]) ? k + 1 : first;
    }
    return first == frames.length ? frames : Arrays.copyOfRange(frames, first, frames.length);
  }

  private static boolean isInternal(StackTraceElement frame) {
    return INTERNAL.stream().anyMatch(frame.getClassName()::startsWith);
  }

  private static boolean isUsers(StackTraceElement frame) {
    return !isInternal(frame)
        && !frame.getClassName().startsWith("java.")
        && !frame.getClassName().startsWith("jdk.");
  }

  private static StackTraceElement[] joined(
      List<StackTraceElement> places, StackTraceElement... frames) {
    var all = new ArrayList<>(places);
    all.addAll(Arrays.asList(frames));
    return all.toArray(StackTraceElement[]::new);
  }
}
