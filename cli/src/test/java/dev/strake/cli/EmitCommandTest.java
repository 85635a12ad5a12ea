package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.text.IrParser;
import org.junit.jupiter.api.Test;

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
    assertTrue(emit("bytecode", "--backend", "scalar").startsWith("run(long)int\n"));
  }

  @Test
  void showsProgramsThatCanBeReadAgain() {
    IrParser.parse(emit("ir"));
    IrParser.parse(emit("scheduled"));
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

  private static String emit(String stage, Object... options) {
    var words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"emit", SAXPY, "saxpy", "--stage", stage}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return CommandRun.output(words);
  }
}
