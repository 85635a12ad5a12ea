package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.fuzz.CaseFolder;
import dev.strake.ir.fuzz.Differential;
import dev.strake.ir.fuzz.Engine;
import dev.strake.ir.fuzz.FuzzCase;
import dev.strake.ir.fuzz.ProgramGenerator;
import dev.strake.ir.fuzz.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class FuzzTest {
  private static final Path REGRESSIONS = Path.of("src/test/resources/fuzz-regressions");

  private static List<String> findings(List<FuzzCase> cases) {
    var engines = Engine.all(BackendPolicy.compiling());
    return new Differential(engines, (_, _) -> {})
        .run(cases).stream().map(Object::toString).toList();
  }

  /// Every program that ever showed a mistake shows none.
  @TestFactory
  Stream<DynamicTest> allEnginesAgreeOnWhatWasFound() throws IOException {
    try (var folders = Files.list(REGRESSIONS)) {
      return folders.sorted().toList().stream().map(FuzzTest::replay);
    }
  }

  private static DynamicTest replay(Path folder) {
    return DynamicTest.dynamicTest(
        folder.getFileName().toString(),
        () -> assertEquals(List.of(), findings(List.of(CaseFolder.read(folder)))));
  }

  @Test
  void allEnginesAgreeOnRandomPrograms() {
    var seed = Long.getLong("seed", 1L);
    var cases = new ArrayList<FuzzCase>();
    for (var number = 0; number < 24; number++) {
      cases.add(ProgramGenerator.generate(FuzzSeeds.of(seed, number), new Tally()));
    }
    assertEquals(List.of(), findings(cases), () -> "with -Dseed=" + seed);
  }

  @Test
  void commandRunsProgramsInAnotherProcessAndSumsUp(@TempDir Path folder) {
    var run =
        CommandRun.of("fuzz", "--seed=7", "--programs=6", "--backend=scalar", "--out=" + folder);
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("programs    6"), run::out);
    assertTrue(run.out().contains("findings    0"), run::out);
  }
}
