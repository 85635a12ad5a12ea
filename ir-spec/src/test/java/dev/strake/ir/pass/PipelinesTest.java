package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.text.IrParser;
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
}
