package dev.strake.codegen.c;

import dev.strake.codegen.c.CToolchain.Search;
import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompileOptions.Optimization;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.schedule.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs kernels by way of C and the C compiler of the machine. Libraries are kept in a
/// [LibraryCache], so a kernel is compiled once per machine.
public final class CBackend implements Backend {
  private static final String PRELUDE = prelude();

  /// With 64, `log` of `std.math` takes 7 % longer and `sin` 4 %, but `sin` a quarter less if one
  /// argument in a thousand is huge.
  private static final int RARE_BLOCK = 256;

  private final Supplier<Search> search;
  private final Supplier<LibraryCache> cache;

  /// What this process has found; looked for when it is first needed.
  private static final class Installed {
    static final Search SEARCH = CToolchain.find(System.getenv());
    static final LibraryCache CACHE =
        LibraryCache.of(
            System.getenv(),
            System.getProperty(LibraryCache.PROPERTY, ""),
            System.getProperty("user.home"));
  }

  /// For `ServiceLoader`.
  public CBackend() {
    this(() -> Installed.SEARCH, () -> Installed.CACHE);
  }

  CBackend(Supplier<Search> search, Supplier<LibraryCache> cache) {
    this.search = search;
    this.cache = cache;
  }

  @Override
  public String name() {
    return "c";
  }

  @Override
  public Availability availability() {
    return switch (search.get()) {
      case Search.Found(var toolchain) ->
          new Availability.Available(
              toolchain.description() + ", libraries kept: " + cache.get().description());
      case Search.Missing(var reason) -> new Availability.Unavailable(reason);
    };
  }

  @Override
  public Form form() {
    return Form.SCHEDULED;
  }

  @Override
  public List<CompileOptions> variants() {
    var bits =
        switch (search.get()) {
          case Search.Found(var toolchain) -> toolchain.vectorBits();
          case Search.Missing _ -> 0;
        };
    var plan = Plan.standard(bits).withMethodOps(Integer.MAX_VALUE).withRareBlock(RARE_BLOCK);
    var standard = CompileOptions.of(plan);
    return List.of(standard, standard.withOptimization(Optimization.NONE));
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return CEmitter.emit(List.of(kernel), options.withSites(List.of()));
  }

  /// @throws CompilerError LIMIT if there is no compiler or it takes too long, BUG if it refuses
  ///   the kernel
  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return compileAll(List.of(kernel), options).getFirst();
  }

  /// All kernels in one library, by one run of the compiler.
  ///
  /// @throws CompilerError LIMIT if there is no compiler or it takes too long, BUG if it refuses a
  ///   kernel
  @Override
  public List<CompiledKernel> compileAll(List<Kernel> kernels, CompileOptions options) {
    if (kernels.isEmpty()) {
      return List.of();
    }
    var work =
        switch (search.get()) {
          case Search.Found(var toolchain) -> Work.of(toolchain, kernels, options);
          case Search.Missing(var reason) -> throw CompilerError.limit("c", reason);
        };
    return List.copyOf(cached(work).orElseGet(() -> build(work)));
  }

  /// Whether the library is in the cache.
  @Override
  public boolean compilesAtOnce(List<Kernel> kernels, CompileOptions options) {
    return switch (search.get()) {
      case Search.Found(var toolchain) ->
          cache.get().get(Work.of(toolchain, kernels, options).key()).isPresent();
      case Search.Missing _ -> false;
    };
  }

  /// What is compiled, by whom, and under which key the cache has it.
  private record Work(
      CToolchain toolchain,
      String source,
      CompileOptions options,
      String key,
      List<String> symbols) {
    static Work of(CToolchain toolchain, List<Kernel> kernels, CompileOptions options) {
      var source = CEmitter.emit(kernels, options);
      var key = LibraryCache.key(List.of(source, PRELUDE, toolchain.identity(options)));
      return new Work(
          toolchain, source, options, key, kernels.stream().map(CEmitter::symbol).toList());
    }
  }

  private Optional<List<LinkedKernel>> cached(Work work) {
    try {
      return cache.get().get(work.key).map(library -> LinkedKernel.load(library, work.symbols));
    } catch (IllegalArgumentException _) {
      // Deleted just now: made again.
      return Optional.empty();
    }
  }

  /// Compiles in a directory of its own and loads from there, so that nobody who may write to the
  /// cache comes in between.
  private List<LinkedKernel> build(Work work) {
    try {
      var directory = Files.createTempDirectory("strake-c");
      try {
        var library = work.toolchain.compile(work.source, PRELUDE, work.options, directory);
        var kernels = LinkedKernel.load(library, work.symbols);
        cache.get().put(work.key, library);
        return kernels;
      } finally {
        delete(directory);
      }
    } catch (IllegalArgumentException failure) {
      throw CompilerError.bug("c", "a compiled library can't be loaded: " + failure.getMessage());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static String prelude() {
    try (var stream = CBackend.class.getResourceAsStream("prelude.h")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
