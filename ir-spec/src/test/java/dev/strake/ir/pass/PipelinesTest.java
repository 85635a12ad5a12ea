package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PipelinesTest {
  private static List<Pass> all() {
    return Stream.concat(
            Pipelines.checked().stream(), Pipelines.scheduled(CompileOptions.vectors(512)).stream())
        .toList();
  }

  @Test
  void everyPassSaysWhatItDoes() {
    for (var pass : all()) {
      assertTrue(pass.name().matches("[a-z]+(-[a-z]+)+"), pass.name());
      assertTrue(pass.description().length() > 10 && !pass.description().endsWith("."));
    }
  }

  @Test
  void theObserverSeesEveryPassAndTheLastResult() {
    var program = IrParser.parse("kernel nothing() { %0 = const i64 1 }");
    var names = new ArrayList<String>();
    var seen = new ArrayList<Object>();
    var result =
        Pipeline.run(
            all(),
            program,
            (pass, after) -> {
              names.add(pass.name());
              seen.add(after);
            });
    assertEquals(all().stream().map(Pass::name).toList(), names);
    assertEquals(result, seen.getLast());
    assertEquals(List.of(), result.kernels().getFirst().body().ops());
  }

  @Test
  void aLoadThatNothingReadsIsCheckedAllTheSame() {
    var text =
        """
        kernel k(%0 in x: view<i64, [n]>, %1 in i: i64) {
          %2 = load %0[%1]
          %3 = load %0[%2]
        }
        """;
    var checked = IrPrinter.print(Rewrites.run(Pipelines.checked(), IrParser.parse(text)));
    assertTrue(checked.contains("check x axis 0 i..=i below n"), checked);
    assertTrue(checked.contains("check_index %2"), checked);
    assertFalse(checked.contains("load %0[%2]"), checked);
  }
}
