package dev.strake.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/// What one backend took for one kernel.
///
/// @param compileNanos from the program to code that can run; a library that the C backend finds on
///   disk is not compiled again
/// @param firstCallNanos of the first call after that
/// @param steadyMedianNanos of a call when it no longer gets faster
/// @param samples of the steady state
/// @param bytesMoved by a call: each view that is read counts once, and each that is written
record Measurement(
    String backend,
    long compileNanos,
    long firstCallNanos,
    long steadyMedianNanos,
    int samples,
    long bytesMoved) {

  JsonObject json() {
    var members = new JsonObject();
    members.addProperty("backend", backend);
    members.addProperty("compileNanos", compileNanos);
    members.addProperty("firstCallNanos", firstCallNanos);
    members.addProperty("steadyMedianNanos", steadyMedianNanos);
    members.addProperty("samples", samples);
    members.addProperty("bytesMoved", bytesMoved);
    members.addProperty("bytesPerSecond", Math.round(bytesPerSecond()));
    return members;
  }

  private double bytesPerSecond() {
    return bytesMoved * 1e9 / Math.max(steadyMedianNanos, 1);
  }

  /// A line for each measurement below a line of titles.
  static String table(List<Measurement> measurements) {
    var row = "%-13s%11s%13s%13s%10s%14s%n";
    var out = new StringBuilder();
    out.append(row.formatted("backend", "compile", "first call", "steady", "samples", "moved"));
    for (var measured : measurements) {
      out.append(
          row.formatted(
              measured.backend,
              time(measured.compileNanos),
              time(measured.firstCallNanos),
              time(measured.steadyMedianNanos),
              measured.samples,
              scaled(measured.bytesPerSecond(), "B/s", "kB/s", "MB/s", "GB/s")));
    }
    return out.toString();
  }

  static String time(long nanos) {
    return scaled(nanos, "ns", "us", "ms", "s");
  }

  /// Three digits at least, in the largest unit that leaves one before the point.
  private static String scaled(double value, String... units) {
    var unit = 0;
    var amount = value;
    while (amount >= 1_000 && unit < units.length - 1) {
      amount /= 1_000;
      unit++;
    }
    var digits = amount >= 100 || unit == 0 ? 0 : amount >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", amount, units[unit]);
  }
}
