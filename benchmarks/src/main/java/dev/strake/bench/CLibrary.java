package dev.strake.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// C sources among the resources, compiled by gcc and loaded.
public final class CLibrary {
  private CLibrary() {}

  /// The symbols of the C file `name` beside `home`, for as long as the arena lives.
  ///
  /// @throws IOException if gcc can't be started or refuses the file; it has told why on the
  ///   standard error
  @SuppressWarnings("restricted")
  public static SymbolLookup load(Class<?> home, String name, List<String> flags, Arena arena)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("strake-bench");
    try {
      return SymbolLookup.libraryLookup(build(home, name, flags, folder), arena);
    } finally {
      delete(folder);
    }
  }

  private static Path build(Class<?> home, String name, List<String> flags, Path folder)
      throws IOException, InterruptedException {
    var source = folder.resolve(name);
    var library = folder.resolve("library.so");
    try (var text = home.getResourceAsStream(name)) {
      Files.copy(text, source);
    }
    var command = new ArrayList<String>();
    command.add("gcc");
    command.addAll(flags);
    command.addAll(List.of("-shared", "-fPIC", "-o", library.toString(), source.toString(), "-lm"));
    var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("gcc failed with exit code " + exit);
    }
    return library;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
