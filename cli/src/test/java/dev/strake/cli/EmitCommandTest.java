package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.binary.BinaryReader;
import dev.strake.ir.binary.Canonical;
import dev.strake.ir.binary.ProgramHash;
import dev.strake.ir.text.IrParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmitCommandTest {
  private static final Object SAXPY = CommandRun.EXAMPLES.resolve("saxpy.strake");

  @Test
  void showsTheSyntaxTree() {
    assertTrue(emit("ast").startsWith("kernel saxpy<T: float>\n"));
  }

  @Test
  void showsTheProgramForThePreciseType() {
    assertTrue(
        emit("ir")
            .startsWith(
                """
                kernel saxpy(%0 in a: f64, %1 in x: view<f64, [n]>, %2 inout y: view<f64, [n]>) {
                """));
  }

  @Test
  void showsTheProgramForTheTypesAskedFor() {
    assertTrue(emit("ir", "--types", "T=f32").contains("%0 in a: f32"));
  }

  @Test
  void showsTheProgramForTheAxesAskedFor() {
    var softmax = CommandRun.EXAMPLES.resolve("softmax.strake");
    var stage = new Object[] {"emit", softmax, "softmax", "--stage", "ir"};
    assertTrue(CommandRun.output(stage).contains("in x: view<f64, [\"s.0\", n]>"));
    var two = Stream.concat(Arrays.stream(stage), Stream.of("--rank", "s=2")).toArray();
    assertTrue(CommandRun.output(two).contains("in x: view<f64, [\"s.0\", \"s.1\", n]>"));
    var none = Stream.concat(Arrays.stream(stage), Stream.of("--rank", "t=2")).toArray();
    assertTrue(CommandRun.of(none).err().contains("has no pack of axes `t`"));
  }

  @Test
  void showsThePlanForDenseArrays() {
    var text = emit("scheduled", "--backend", "scalar");
    assertTrue(text.contains("%1 in x: view<f64, [n] dense>"), text);
    assertTrue(text.contains("for par"), text);
  }

  @Test
  void showsLanesWhereThereAreVectors() {
    AllBackends.require("vector");
    assertTrue(emit("scheduled", "--backend", "vector").contains("for lanes("));
  }

  @Test
  void showsC() {
    assertTrue(emit("c").contains("void strake_saxpy("));
  }

  @Test
  void showsBytecode() {
    assertTrue(emit("bytecode", "--backend", "scalar").startsWith("saxpy(long)int\n"));
  }

  @Test
  void showsProgramsThatCanBeReadAgain() {
    IrParser.parse(emit("ir"));
    IrParser.parse(emit("scheduled"));
  }

  @Test
  void showsTheProgramAfterAPass() {
    var text = passes("--after", "check-bounds", "--backend", "scalar");
    assertTrue(text.contains("%1 in x: view<f64, [n] dense>"), text);
    IrParser.parse(text);
    IrParser.parse(passes("--after", "fold-constants.2", "--backend", "scalar"));
  }

  @Test
  void namesTheNearestPass() {
    assertEquals(
        new CommandRun(1, "", "strake: there is no pass plan-lane; did you mean plan-lanes?\n"),
        CommandRun.of("emit", SAXPY, "saxpy", "--after", "plan-lane", "--backend", "scalar"));
  }

  @Test
  void listsThePassesInOrder() {
    var lines = passes("--passes", "--backend", "scalar").lines().toList();
    assertTrue(lines.getFirst().startsWith("specialize-layouts "), lines.getFirst());
    assertTrue(lines.stream().anyMatch(line -> line.matches("plan-lanes +cut parallel loops.*")));
  }

  @Test
  void tellsHowLongPassesTake() {
    var lines = passes("--time-passes", "--backend", "scalar").lines().toList();
    assertTrue(lines.get(0).matches("pass +us +ops"), lines.get(0));
    assertTrue(lines.get(1).matches("as written +0\\.0 +\\d+"), lines.get(1));
    assertTrue(lines.getLast().matches("all +\\d+\\.\\d +\\d+"), lines.getLast());
  }

  @Test
  void refusesTwoWishesAtOnce() {
    var run = CommandRun.of("emit", SAXPY, "saxpy", "--passes", "--stage", "ir");
    assertEquals(2, run.exitCode());
  }

  @Test
  void refusesBackendsThatTakeNoPart() {
    assertEquals(
        new CommandRun(
            2,
            "",
            """
            strake: --stage c is for --backend c, not for vector
            Try 'strake emit --help'.
            """),
        CommandRun.of("emit", SAXPY, "saxpy", "--stage", "c", "--backend", "vector"));
  }

  @Test
  void writesTheBinaryFormToAFile(@TempDir Path folder) throws IOException {
    var file = folder.resolve("saxpy.bin");
    assertEquals("", emit("binary", "--out", file));
    var program = BinaryReader.read(Files.readAllBytes(file));
    assertEquals(Canonical.of(IrParser.parse(emit("ir"))), program);
    assertEquals(ProgramHash.of(program).hex() + "\n", emit("hash"));
  }

  @Test
  void writesTextToAFileIfAsked(@TempDir Path folder) throws IOException {
    var file = folder.resolve("saxpy.ir");
    assertEquals("", emit("ir", "--out", file));
    assertEquals(emit("ir"), Files.readString(file));
  }

  @Test
  void showsNoBytesOnATerminal() {
    assertEquals(
        new CommandRun(
            2,
            "",
            """
            strake: --stage binary is not for a terminal; name a file with --out
            Try 'strake emit --help'.
            """),
        CommandRun.of("emit", SAXPY, "saxpy", "--stage", "binary"));
  }

  @Test
  void refusesTypesThatDoNotFit() {
    assertEquals(
        new CommandRun(
            1,
            "",
            """
            strake: `T` can't be i32
            help: `T` is one of f32, f64
            """),
        CommandRun.of("emit", SAXPY, "saxpy", "--stage", "ir", "--types", "T=i32"));
  }

  private static String passes(Object... options) {
    var words = new Object[options.length + 3];
    System.arraycopy(new Object[] {"emit", SAXPY, "saxpy"}, 0, words, 0, 3);
    System.arraycopy(options, 0, words, 3, options.length);
    return CommandRun.output(words);
  }

  private static String emit(String stage, Object... options) {
    var words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"emit", SAXPY, "saxpy", "--stage", stage}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return CommandRun.output(words);
  }
}
