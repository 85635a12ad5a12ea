package dev.strake.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One section of a report: printed line by line, and put in the place of the last one in a file.
///
/// In the file a section stands between `<!-- begin NAME -->` and `<!-- end NAME -->`. What is
/// outside is nobody's concern here, so that people can write there.
public final class Report implements Consumer<String> {
  private final String name;
  private final List<String> lines = new ArrayList<>();

  public Report(String name) {
    this.name = name;
  }

  @Override
  public void accept(String line) {
    System.out.println(line);
    lines.add(line);
  }

  /// Replaces the section in `file`, or adds it at the end.
  public void save(Path file) throws IOException {
    var begin = "<!-- begin " + name + " -->";
    var end = "<!-- end " + name + " -->";
    var text = Files.exists(file) ? Files.readString(file) : "";
    var section = begin + "\n" + String.join("\n", lines) + "\n" + end;
    var from = text.indexOf(begin);
    var to = text.indexOf(end);
    Files.writeString(
        file,
        from < 0
            ? text + "\n" + section + "\n"
            : text.substring(0, from) + section + text.substring(to + end.length()));
  }

  /// What the figures were taken on: date, processor, virtual machine, and how busy it was.
  public static String machine() {
    return "%s, %s, %d processors, %s %s%s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor().orElse(System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"),
            load().map(load -> ", load average " + load).orElse(""));
  }

  private static Optional<String> load() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<String> processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
