package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.codegen.c.CToolchain.Search;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CToolchainTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  /// A shell script that stands in for a compiler.
  private Path script(String text) throws IOException {
    var permissions = PosixFilePermissions.fromString("rwx------");
    var attribute = PosixFilePermissions.asFileAttribute(permissions);
    var path = Files.createFile(directory.resolve("cc"), attribute);
    return Files.writeString(path, "#!/bin/sh\n" + text);
  }

  private static String missing(String compiler, Duration limit) {
    return switch (CToolchain.find(Map.of("CC", compiler), limit, limit)) {
      case Search.Missing(var reason) -> reason;
      case Search.Found(var toolchain) -> throw new AssertionError(toolchain.command());
    };
  }

  private CompilerError compileError(CToolchain toolchain, String source) {
    return assertThrows(
        CompilerError.class,
        () -> toolchain.compile(source, "", CompileOptions.scalar(), directory));
  }

  private static CToolchain toolchain(Path compiler, Duration limit) {
    return new CToolchain(List.of(compiler.toString()), Map.of(), List.of(), limit);
  }

  @Test
  void namesCompilerThatIsNotThere() {
    var reason = missing("/nowhere/cc", LONG);
    assertTrue(reason.startsWith("CC is set to /nowhere/cc, but it can't be started"), reason);
    assertTrue(reason.endsWith("correct or unset CC"), reason);
  }

  @Test
  void refusesProgramThatIsNoCompiler() throws IOException {
    var reason = missing(script("echo hello").toString(), LONG);
    assertTrue(reason.contains("no C compiler that Strake knows"), reason);
  }

  @Test
  void givesUpOnCompilerThatDoesNotAnswer() throws IOException {
    var reason = missing(script("exec sleep 600").toString(), SHORT);
    assertTrue(reason.contains("it took more than 0.3 s"), reason);
  }

  @Test
  void saysWhatWasLookedForWhenThereIsNone() {
    var backend =
        new CBackend(
            () -> new Search.Missing("no C compiler found"),
            () -> new LibraryCache.Disabled("in tests"));
    assertEquals(new Availability.Unavailable("no C compiler found"), backend.availability());
    assertEquals(0, backend.variants().getFirst().vectorBits());
    var error =
        assertThrows(
            CompilerError.class,
            () -> backend.compile(Kernels.parse(Kernels.HYPOT), CompileOptions.scalar()));
    assertEquals(CompilerError.Kind.LIMIT, error.kind());
  }

  @Test
  void reportsWordsOfFailingCompilerAndKeepsSource() throws IOException {
    var compiler = script("echo 'kernel.c:1: something is wrong'; exit 3");
    var error = compileError(toolchain(compiler, LONG), "some source");
    assertEquals(CompilerError.Kind.BUG, error.kind());
    assertTrue(error.getMessage().contains("exit code 3:\nkernel.c:1: something is wrong"));
    assertTrue(error.getMessage().contains("source: " + directory.resolve("kernel.c")));
    assertEquals("some source", Files.readString(directory.resolve("kernel.c")));
  }

  @Test
  void triesMilderFlagsWhenTheCompilerCrashes() throws IOException {
    var compiler =
        script(
            """
            case "$*" in
              *-O1*) touch kernel.so ;;
              *) echo 'kernel.c:8:6: internal compiler error: Segmentation fault'; exit 1 ;;
            esac
            """);
    var library = toolchain(compiler, LONG).compile("", "", CompileOptions.scalar(), directory);
    assertTrue(Files.exists(library));
  }

  @Test
  void reportsCompilerThatAlwaysCrashes() throws IOException {
    var compiler = script("echo 'internal compiler error'; exit 4");
    var error = compileError(toolchain(compiler, LONG), "");
    assertTrue(error.getMessage().contains("exit code 4"), error.getMessage());
    assertTrue(error.getMessage().contains("-O1 -o kernel.so"), error.getMessage());
  }

  @Test
  void endsCompilerThatHangs() throws IOException {
    var error = compileError(toolchain(script("sleep 600"), SHORT), "");
    assertEquals(CompilerError.Kind.LIMIT, error.kind());
    assertTrue(error.getMessage().contains("it took more than 0.3 s"), error.getMessage());
  }

  @Test
  void compilerFindsItsInputEmpty() throws IOException {
    var compiler = script("cat; echo done; exit 1");
    var error = compileError(toolchain(compiler, LONG), "");
    assertTrue(error.getMessage().contains("exit code 1:\ndone"), error.getMessage());
  }

  @Test
  void takesArgumentsFromTheEnvironment() {
    Machine.assumeCompiler();
    var compiler = Machine.compiler().getFirst();
    var search = CToolchain.find(Map.of("CC", compiler + " -DSOME_FLAG=1"));
    var found = (Search.Found) search;
    assertEquals("1", found.toolchain().macros().get("SOME_FLAG"));
  }

  @Test
  void identityTellsFlagsApart() {
    var toolchain = toolchain(Path.of("cc"), LONG);
    var fast = CompileOptions.vectors(512);
    var plain = fast.withOptimization(CompileOptions.Optimization.NONE);
    assertFalse(toolchain.identity(fast).equals(toolchain.identity(plain)));
    assertTrue(toolchain.flags(fast).containsAll(List.of("-O3", "-ffp-contract=off", "-fwrapv")));
  }
}
