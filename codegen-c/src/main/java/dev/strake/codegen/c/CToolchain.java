package dev.strake.codegen.c;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The C compiler of this machine: where it is, what it can do, and how it is run.
///
/// `macros` are what the compiler predefines for this processor. They tell its version and the
/// instruction sets it will use, so they are part of the identity of whatever it makes.
record CToolchain(
    List<String> command, Map<String, String> macros, List<String> target, Duration limit) {
  /// What is added to the flags when a compiler crashes, which gcc 12 does now and then where it
  /// vectorises straight-line code. Flags don't change bits, so a milder one is only slower.
  private static final List<List<String>> AFTER_CRASH =
      List.of(List.of(), List.of("-fno-tree-slp-vectorize"), List.of("-O1"));

  /// A kernel takes a fraction of a second; what takes longer will not end soon.
  private static final Duration COMPILE_LIMIT = Duration.ofSeconds(60);

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
  private static final List<String> CANDIDATES = List.of("cc", "gcc", "clang");
  private static final String SOURCE = "kernel.c";
  private static final String LIBRARY = "kernel.so";

  /// Flags that keep every bit and let loops become vectors: no contraction of `a*b+c`, no errno
  /// and no trapping in the way, wrapping integers, and memory that any type may look at.
  private static final List<String> MEANING =
      List.of(
          "-std=c11",
          "-fPIC",
          "-shared",
          "-ffp-contract=off",
          "-fno-math-errno",
          "-fno-trapping-math",
          "-fno-strict-aliasing",
          "-fwrapv");

  /// gcc otherwise computes what lies between two choices once for each outcome of the first, and
  /// lanes then compute all of them: `log` of std.math took 1.6 ns instead of 1.05.
  private static final String ONE_PATH = "-fno-thread-jumps";

  CToolchain {
    command = List.copyOf(command);
    macros = Map.copyOf(macros);
    target = List.copyOf(target);
  }

  /// What looking for a compiler came to.
  sealed interface Search {
    record Found(CToolchain toolchain) implements Search {}

    /// `reason` is a sentence with the way out.
    record Missing(String reason) implements Search {}
  }

  /// The compiler that `CC` in `environment` names, with its arguments if it has some; else the
  /// first of `cc`, `gcc` and `clang` that runs.
  static Search find(Map<String, String> environment) {
    return find(environment, PROBE_LIMIT, COMPILE_LIMIT);
  }

  static Search find(Map<String, String> environment, Duration probeLimit, Duration limit) {
    var chosen = environment.getOrDefault("CC", "").strip();
    if (!chosen.isEmpty()) {
      var probe = probe(List.of(chosen.split("\\s+")), probeLimit, limit);
      return switch (probe) {
        case Search.Found found -> found;
        case Search.Missing(var reason) ->
            new Search.Missing(
                "CC is set to " + chosen + ", but " + reason + "; correct or unset CC");
      };
    }
    for (var candidate : CANDIDATES) {
      if (probe(List.of(candidate), probeLimit, limit) instanceof Search.Found found) {
        return found;
      }
    }
    return new Search.Missing(
        "no C compiler found (looked for $CC, cc, gcc, clang); install gcc or set CC");
  }

  /// Asks a compiler for its macros, with the instructions of this processor if it knows how.
  private static Search probe(List<String> command, Duration probeLimit, Duration limit) {
    var reason = "";
    for (var target : List.of(List.of("-march=native"), List.<String>of())) {
      var ask = new ArrayList<>(command);
      ask.addAll(target);
      ask.addAll(List.of("-dM", "-E", "-x", "c", "-"));
      switch (ToolRun.of(ask, Path.of("."), probeLimit)) {
        case ToolRun.Ended(var status, var output) -> {
          var macros = macros(output);
          if (status == 0 && macros.containsKey("__VERSION__")) {
            return new Search.Found(new CToolchain(command, macros, target, limit));
          }
          reason = "it is no C compiler that Strake knows (exit code " + status + ")";
        }
        case ToolRun.NotStarted(var why) -> {
          return new Search.Missing("it can't be started: " + why);
        }
        case ToolRun.Stopped(var why) -> {
          return new Search.Missing("it was stopped: " + why);
        }
      }
    }
    return new Search.Missing(reason);
  }

  /// From lines like `#define __VERSION__ "12.2.0"`.
  private static Map<String, String> macros(String output) {
    var macros = new TreeMap<String, String>();
    for (var line : output.lines().toList()) {
      var words = line.split(" ", 3);
      if (words[0].equals("#define") && words.length > 1) {
        macros.put(words[1], words.length > 2 ? words[2] : "");
      }
    }
    return macros;
  }

  /// What it is, for people: `gcc 12.2.0`.
  String description() {
    var name = macros.containsKey("__clang__") ? "clang" : "gcc";
    var version = macros.get("__VERSION__").replace("\"", "");
    return version.toLowerCase().contains(name) ? version : name + " " + version;
  }

  /// The widest vectors that are worth planning for; 0 if the compiler names none.
  int vectorBits() {
    if (macros.containsKey("__AVX512F__")) {
      return 512;
    }
    if (macros.containsKey("__AVX2__")) {
      return 256;
    }
    return macros.containsKey("__SSE2__") || macros.containsKey("__ARM_NEON") ? 128 : 0;
  }

  /// Everything that decides what a source is compiled to, beside the source.
  String identity(CompileOptions options) {
    return command + "\n" + flags(options) + "\n" + new TreeMap<>(macros);
  }

  List<String> flags(CompileOptions options) {
    var flags = new ArrayList<>(MEANING);
    flags.addAll(target);
    switch (options.optimization()) {
      case NONE -> flags.add("-O0");
      case FULL -> flags.add("-O3");
    }
    if (macros.containsKey("__x86_64__") && options.vectorBits() > 0) {
      flags.add("-mprefer-vector-width=" + options.vectorBits());
    }
    if (!macros.containsKey("__clang__")) {
      flags.add(ONE_PATH);
    }
    if (!options.sites().isEmpty()) {
      flags.add("-g1");
    }
    return flags;
  }

  /// Compiles C source, with `prelude.h` beside it, in a directory of its own; the library lies in
  /// that directory too.
  ///
  /// @throws CompilerError BUG with the compiler's words if it fails, LIMIT if it takes too long;
  ///   the directory is left for inspection then
  Path compile(String source, String prelude, CompileOptions options, Path directory) {
    var sourcePath = directory.resolve(SOURCE);
    try {
      Files.writeString(sourcePath, source);
      Files.writeString(directory.resolve("prelude.h"), prelude);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    for (var milder : AFTER_CRASH) {
      var line = new ArrayList<>(command);
      line.addAll(flags(options));
      line.addAll(milder);
      line.addAll(List.of("-o", LIBRARY, SOURCE, "-lm"));
      var isLast = milder.equals(AFTER_CRASH.getLast());
      if (isCompiled(line, directory, isLast)) {
        break;
      }
    }
    return directory.resolve(LIBRARY);
  }

  /// False if the compiler crashed, which is not told if it is to be tried again.
  private boolean isCompiled(List<String> line, Path directory, boolean isLastTry) {
    var sourcePath = directory.resolve(SOURCE);
    switch (ToolRun.of(line, directory, limit)) {
      case ToolRun.Ended(var status, var output) -> {
        if (status != 0 && (isLastTry || !isCrash(status, output))) {
          var what = "ended with exit code " + status + ":\n" + output.strip();
          throw CompilerError.bug("c", report(what, line, sourcePath));
        }
        return status == 0;
      }
      case ToolRun.NotStarted(var why) ->
          throw CompilerError.bug("c", report("can't be started: " + why, line, sourcePath));
      case ToolRun.Stopped(var why) ->
          throw CompilerError.limit("c", report("was stopped: " + why, line, sourcePath));
    }
  }

  /// Whether the compiler failed by its own fault: in the words of gcc and of clang, or by a
  /// signal.
  private static boolean isCrash(int status, String output) {
    return status > 128
        || output.contains("internal compiler error")
        || output.contains("PLEASE submit a bug report");
  }

  private static String report(String what, List<String> line, Path source) {
    return "the C compiler %s\ncommand: %s\nsource: %s"
        .formatted(what, String.join(" ", line), source);
  }
}
