package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.exec.Backends;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a Java program prints when a kernel it runs fails: the kernel's line, its own frames, and
/// nothing of the library between.
class StackTraceTest {
  private static final String KERNELS =
      """
      kernel gather(x: f64[m], idx: i64[n]) -> y: f64[n] {
        par for i in 0..n {
          y[i] = x[idx[i]] * 2.0;
        }
      }
      """;

  private static final String MAIN =
      """
      package app;

      import dev.strake.frontend.Frontend;
      import dev.strake.frontend.Source;
      import dev.strake.ndarray.NDArray;
      import dev.strake.ndarray.exec.ArrayKernel;
      import dev.strake.ndarray.exec.Backends;
      import java.nio.file.Path;
      import java.util.Map;

      class Main {
        public static void main(String[] arguments) {
          for (var backend : arguments[1].split(",")) {
            attempt(arguments[0], backend, NDArray.of(1.0, 2, 3), NDArray.fromArray(new long[] {0, 2, 7}, 3));
          }
          attempt(arguments[0], "scalar", NDArray.of(1.0, 2, 3), NDArray.of(1.0));
        }

        static void attempt(String file, String backend, NDArray x, NDArray idx) {
          try {
            run(file, backend, x, idx);
          } catch (RuntimeException failure) {
            failure.printStackTrace(System.out);
          }
        }

        static void run(String file, String backend, NDArray x, NDArray idx) {
          var program = Frontend.check(Source.load(Path.of(file))).instantiate("gather", Map.of());
          try (var kernel = ArrayKernel.of(program, "gather", Backends.named(backend))) {
            kernel.run(Map.of("x", x, "idx", idx));
          }
        }
      }
      """;

  /// How the files of test libraries begin.
  private static final List<String> TEST_ONLY =
      List.of("test-classes", "junit-", "opentest4j-", "apiguardian-", "jspecify-", "surefire");

  private static final String CALLER =
      """
      \tat app.Main.run(Main.java:30)
      \tat app.Main.attempt(Main.java:21)
      """;

  private static final String FAILURE =
      """
      dev.strake.ir.launch.KernelException: gather: index 7 is outside 0..3 (axis 0 of x) at i = 2\
       (FILE:3:12)
      3 |     y[i] = x[idx[i]] * 2.0;
        |            ^^^^^^^^^
      \tat stats.gather(stats.strake:3)
      """
          + CALLER
          + "\tat app.Main.main(Main.java:14)\n";

  private static final String REFUSAL =
      "dev.strake.ir.launch.LaunchException: gather: idx must be i64[n], got f64[1]\n"
          + CALLER
          + "\tat app.Main.main(Main.java:16)\n";

  @TempDir static Path folder;
  private static String libraries;

  @BeforeAll
  static void compile() throws IOException {
    var main = Files.createDirectories(folder.resolve("app")).resolve("Main.java");
    Files.writeString(main, MAIN);
    Files.writeString(folder.resolve("stats.strake"), KERNELS);
    libraries =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(each -> Stream.of(System.getProperty(each, "").split(File.pathSeparator)))
            .filter(
                each -> !each.isEmpty() && TEST_ONLY.stream().noneMatch(fileName(each)::startsWith))
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    var problems =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", libraries, main.toString());
    assertEquals(0, problems);
  }

  private static String fileName(String path) {
    return Path.of(path).getFileName().toString();
  }

  /// What the program prints when it fails on each of these backends.
  private static String printed(String backends, String... options) throws Exception {
    var output = Files.createTempFile(folder, "output", ".txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--add-modules"));
    command.addAll(List.of("jdk.incubator.vector", "-cp", folder + File.pathSeparator + libraries));
    command.addAll(List.of("app.Main", folder.resolve("stats.strake").toString(), backends));
    var child = new ProcessBuilder(command).redirectOutput(output.toFile());
    assertEquals(0, child.redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor());
    return Files.readString(output).replace(folder.toString() + File.separator, "");
  }

  @Test
  void everyBackendShowsTheKernelAndTheCaller() throws Exception {
    var backends =
        Backends.all().stream()
            .filter(each -> each.availability() instanceof Availability.Available)
            .map(Backend::name)
            .collect(Collectors.joining(","));
    var expected = FAILURE.replace("FILE", "stats.strake").repeat(backends.split(",").length);
    assertEquals(expected + REFUSAL, printed(backends));
  }

  @Test
  void allFramesAreToBeHad() throws Exception {
    var text = printed("scalar", "-Ddev.strake.traces=full");
    var frames = text.lines().filter(line -> line.startsWith("\tat ")).toList();
    assertEquals("\tat stats.gather(stats.strake:3)", frames.getFirst());
    assertTrue(text.contains("\tat dev.strake.ir.launch.Launcher.launch("), text);
    assertTrue(text.contains("\tat dev.strake.ndarray.exec.ArrayKernel.run("), text);
  }
}
