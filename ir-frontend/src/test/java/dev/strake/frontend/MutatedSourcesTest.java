package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No source makes the compiler throw, run longer than two seconds, or overflow the stack.
///
/// `-Dmutations=100000` tries more of them, `-Dseed=` others, `-Dfirst=` starts at a number. What
/// went wrong is kept in `target/mutants`, with its number.
final class MutatedSourcesTest {
  private static final long LIMIT_NANOS = 2_000_000_000L;
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```strake\n(.*?)```");
  private static final Path FINDINGS = Path.of("target", "mutants");

  private final Map<String, Integer> codes = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private int right;
  private long longestNanos;
  private int longest;

  @Test
  void nothingBreaksTheCompiler() throws IOException {
    long seed = Long.getLong("seed", 20_251_123L);
    int first = Integer.getInteger("first", 0);
    int count = Integer.getInteger("mutations", 2_000);
    var mutator = new SourceMutator(seed, seeds());
    for (var number = first; number < first + count; number++) {
      var source = mutator.source(number);
      var problem = problem(source, number);
      if (problem.isPresent()) {
        Files.createDirectories(FINDINGS);
        var file = FINDINGS.resolve(seed + "-" + number + ".strake");
        Files.writeString(file, source.replaceAll("[\ud800-\udfff]", "\ufffd"));
        findings.add(file + ": " + problem.get());
      }
    }
    var summary =
        "seed %d: %d sources from number %d, %d of them right; the longest took %.2f s (number %d)"
            .formatted(seed, count, first, right, longestNanos / 1e9, longest);
    assertEquals("", String.join("\n", findings), summary + ", codes " + codes);
    if (count > 2_000) {
      Files.createDirectories(FINDINGS);
      Files.writeString(FINDINGS.resolve("summary.txt"), summary + "\ncodes " + codes + "\n");
    }
  }

  /// What is right, what is wrong, and what is shown: each a seed of many sources.
  private static List<String> seeds() {
    var seeds = new ArrayList<String>();
    for (var folder : List.of("accept", "reject")) {
      TestFiles.in(folder).forEach(file -> seeds.add(TestFiles.text(file)));
    }
    EXAMPLE
        .matcher(TestFiles.text(Path.of("LANGUAGE.md")))
        .results()
        .forEach(match -> seeds.add(match.group(1)));
    try (var examples = Files.walk(Path.of("..", "examples"))) {
      examples
          .filter(file -> file.toString().endsWith(".strake"))
          .sorted()
          .forEach(file -> seeds.add(TestFiles.text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  private Optional<String> problem(String source, int number) {
    var threads = ManagementFactory.getThreadMXBean();
    var start = threads.getCurrentThreadCpuTime();
    try {
      compile(source);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of(e + " at " + place(e));
    }
    var nanos = threads.getCurrentThreadCpuTime() - start;
    if (nanos > longestNanos) {
      longestNanos = nanos;
      longest = number;
    }
    return nanos > LIMIT_NANOS
        ? Optional.of("took %.1f s".formatted(nanos / 1e9))
        : Optional.empty();
  }

  private static String place(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(5)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(", "));
  }

  /// Checks a source; if it is right, compiles every kernel up to the checked form.
  private void compile(String source) {
    var file = Frontend.check(Source.of("mutant.strake", source));
    file.diagnostics().stream()
        .map(Diagnostic::code)
        .distinct()
        .forEach(code -> codes.merge(code, 1, Integer::sum));
    if (!file.isRight()) {
      return;
    }
    right++;
    for (var kernel : file.kernels()) {
      var types =
          kernel.typeParameters().stream()
              .collect(Collectors.toMap(TypeParameter::name, p -> p.choices().getFirst()));
      var program = file.instantiate(kernel.name(), KernelChoice.of(kernel, types, 1));
      assertEquals(List.of(), Verifier.verify(program, Backend.Form.WRITTEN));
      var checked = Pipeline.run(Pipelines.checked(), program);
      assertEquals(List.of(), Verifier.verify(checked, Backend.Form.CHECKED));
    }
  }
}
