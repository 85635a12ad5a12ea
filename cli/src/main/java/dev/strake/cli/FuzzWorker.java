package dev.strake.cli;

import dev.strake.ir.fuzz.CaseFolder;
import dev.strake.ir.fuzz.Finding;
import dev.strake.ir.fuzz.Observed;
import dev.strake.ir.fuzz.ProgramGenerator;
import dev.strake.ir.fuzz.Tally;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The process that runs programs, seen from the one that started it.
final class FuzzWorker implements AutoCloseable {
  private static final String END = "end of output";

  private final long seed;
  private final long from;
  private final Path folder;
  private final Process process;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private long number;
  private String engine = "start";
  private long done;

  private FuzzWorker(long seed, long from, Path folder, Process process) {
    this.seed = seed;
    this.from = from;
    this.folder = folder;
    this.process = process;
    this.number = from;
    this.done = from;
  }

  static FuzzWorker start(long seed, long from, long to, List<String> backends, Path folder)
      throws IOException {
    var command = new ArrayList<>(javaCommand());
    command.addAll(
        List.of(
            "fuzz-worker",
            "--seed=" + seed,
            "--from=" + from,
            "--to=" + to,
            "--out=" + folder.toAbsolutePath()));
    backends.forEach(backend -> command.add("--backend=" + backend));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var worker = new FuzzWorker(seed, from, folder, process);
    Thread.ofVirtual().start(worker::read);
    return worker;
  }

  /// This JVM again, with nothing left behind on the disk.
  private static List<String> javaCommand() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-Xmx1500m", "-ea"));
    command.add("-Ddev.strake.cache=off");
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    var modulePath = System.getProperty("jdk.module.path", "");
    if (Main.class.getModule().isNamed()) {
      command.add(
          "--enable-native-access=ALL-UNNAMED,dev.strake.ndarray,dev.strake.codegen.c,"
              + "dev.strake.codegen.vector");
      command.addAll(List.of("--module-path", modulePath));
      command.addAll(List.of("--module", "dev.strake.cli/" + Main.class.getName()));
    } else {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(Main.class.getName());
    }
    return command;
  }

  private void read() {
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      readLines(reader);
    } catch (IOException _) {
      // The process is gone: so are its words.
      lines.add(END);
    }
  }

  private void readLines(BufferedReader reader) throws IOException {
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    lines.add(END);
  }

  /// Listens until it ends, dies or hangs, and returns the number of the program to go on with.
  long follow(Tally tally, List<String> findings, FuzzProgress progress, Instant end)
      throws InterruptedException {
    var patience = FuzzCommand.PATIENCE.toMillis();
    while (true) {
      var line = lines.poll(patience, TimeUnit.MILLISECONDS);
      if (line == null) {
        findings.add(died("it was still running after " + patience / 1000 + " s"));
        return number + 1;
      }
      if (line.equals(END)) {
        var status = process.waitFor();
        if (status != 0) {
          findings.add(died("the process ended with exit code " + status));
          return number + 1;
        }
        return done;
      }
      take(line.split(" ", 3), tally, findings);
      progress.show(number - from, findings.size());
      if (line.startsWith("done") && !Instant.now().isBefore(end)) {
        return done;
      }
    }
  }

  private void take(String[] words, Tally tally, List<String> findings) {
    switch (words[0]) {
      case "at" -> {
        number = Long.parseLong(words[1]);
        engine = words[2];
      }
      case "done" -> done = Long.parseLong(words[1]);
      case "tally" -> tally.add(words[2], Long.parseLong(words[1]));
      case "finding" -> findings.add(words[1] + " " + words[2]);
      default -> {}
    }
  }

  /// Writes the case that was under way.
  private String died(String how) {
    var tested = ProgramGenerator.generate(FuzzSeeds.of(seed, number), new Tally());
    var unknown = new Observed.Refused("not known: the process is gone");
    var finding = new Finding(tested, engine, unknown, new Observed.Died(how));
    var place = folder.resolve(FuzzSeeds.folder(tested.seed(), engine) + "-died");
    CaseFolder.write(place, finding, "strake fuzz --replay " + place);
    return place + File.separator + " " + finding;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
