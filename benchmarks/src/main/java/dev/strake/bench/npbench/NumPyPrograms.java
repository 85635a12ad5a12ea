package dev.strake.bench.npbench;

import dev.strake.bench.PythonProcess;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The programs as NumPy formulates them, in a Python process that also makes their data.
final class NumPyPrograms implements AutoCloseable {
  private static final List<String> SCRIPTS = List.of("serve.py", "programs.py");

  private final Path folder;
  private final PythonProcess python;

  private NumPyPrograms(Path folder, PythonProcess python) {
    this.folder = folder;
    this.python = python;
  }

  /// @throws IOException if there is no `python3` that has NumPy
  static NumPyPrograms start() throws IOException {
    var folder = Files.createTempDirectory("strake-npbench");
    for (var script : SCRIPTS) {
      try (var text = NumPyPrograms.class.getResourceAsStream(script)) {
        Files.copy(text, folder.resolve(script));
      }
    }
    return new NumPyPrograms(folder, PythonProcess.start(folder.resolve("serve.py")));
  }

  String version() {
    return python.version();
  }

  List<String> names() {
    return List.of(python.ask("programs").split(" "));
  }

  /// Makes the data of a program and forgets that of the last one.
  ///
  /// @return the names of the formulations, and the arguments by the names of the kernel's
  ///   parameters
  Loaded load(String program, String preset) {
    var forms = python.ask("load %s %s %s".formatted(program, preset, folder)).split(" ");
    var arguments = new LinkedHashMap<String, NDArray>();
    try (var files = Files.newDirectoryStream(folder, "in_*.npy")) {
      for (var file : files) {
        var name = file.getFileName().toString();
        arguments.put(name.substring(3, name.length() - 4), NpyFile.read(file));
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Loaded(List.of(forms), arguments);
  }

  record Loaded(List<String> forms, Map<String, NDArray> arguments) {
    Loaded {
      forms = List.copyOf(forms);
      arguments = Map.copyOf(arguments);
    }
  }

  /// The nanoseconds of one run of a formulation.
  double time(String form) {
    return Double.parseDouble(python.ask("time " + form));
  }

  /// Compares an output with NumPy's, which must have been timed before.
  ///
  /// @throws IllegalStateException if they differ by more than rounding explains
  void check(String output, NDArray array) {
    var file = folder.resolve("out.npy");
    try {
      NpyFile.write(file, array);
      var verdict = python.ask("check %s %s".formatted(output, file));
      Files.delete(file);
      if (!verdict.equals("ok")) {
        throw new IllegalStateException(verdict);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    python.close();
    try {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
