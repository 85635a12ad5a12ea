package dev.strake.ir.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// How much memory this process may use: what the machine has, or its container allows.
public final class MemoryLimit {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path GROUP = Path.of("/proc/self/cgroup");
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
  private static final Pattern UNIFIED = Pattern.compile("(?m)^0::/(.*)$");

  /// Read once: it takes as long as many launches.
  private static final long TOTAL_BYTES = read();

  private MemoryLimit() {}

  /// The bytes there are in all.
  public static long totalBytes() {
    return TOTAL_BYTES;
  }

  /// The share that arrays and scratch get unless the caller says otherwise: 80 %.
  public static long budgetBytes() {
    return TOTAL_BYTES / 5 * 4;
  }

  private static long read() {
    var limits = new ArrayList<Long>();
    machineBytes().ifPresent(limits::add);
    groupFiles().forEach(file -> number(file).ifPresent(limits::add));
    // By default the JVM takes a quarter of what it found for its heap.
    return limits.stream()
        .mapToLong(Long::longValue)
        .min()
        .orElse(Math.min(Runtime.getRuntime().maxMemory(), Long.MAX_VALUE / 4) * 4);
  }

  private static OptionalLong machineBytes() {
    var found = TOTAL.matcher(text(MACHINE));
    return found.find()
        ? OptionalLong.of(Long.parseLong(found.group(1)) << 10)
        : OptionalLong.empty();
  }

  /// The files with the limits of this process's control group and those around it.
  private static List<Path> groupFiles() {
    var files = new ArrayList<Path>();
    files.add(GROUPS.resolve("memory/memory.limit_in_bytes"));
    files.add(GROUPS.resolve("memory.max"));
    var found = UNIFIED.matcher(text(GROUP));
    if (found.find()) {
      var group = GROUPS.resolve(found.group(1)).normalize();
      while (group.startsWith(GROUPS) && !group.equals(GROUPS)) {
        files.add(group.resolve("memory.max"));
        group = group.getParent();
      }
    }
    return files;
  }

  /// The number in a file; none in a missing one, and none in `max`, which means no limit.
  private static OptionalLong number(Path file) {
    var text = text(file).strip();
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file) : "";
    } catch (IOException _) {
      // Such files come and go with control groups; a missing one limits nothing.
      return "";
    }
  }
}
