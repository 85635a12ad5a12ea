package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The kernels in `proofs` have no races, and no index is checked while they run but those that
/// their comments announce: `// checked: x[at[i]]`.
final class ProofsTest {
  private static final Pattern ANNOUNCED = Pattern.compile("// checked: (.*)");

  @TestFactory
  Stream<DynamicTest> checksOnlyWhatIsAnnounced() {
    return TestFiles.each("proofs", ProofsTest::check);
  }

  private static void check(String text) {
    var source = Source.of("test.strake", text);
    var file = Frontend.check(source);
    assertEquals("", ExpectedMistakes.found(file));
    var checked = new ArrayList<String>();
    for (var kernel : file.kernels()) {
      var types = new HashMap<String, ScalarType>();
      kernel.typeParameters().forEach(p -> types.put(p.name(), p.choices().getFirst()));
      var program = Pipeline.run(Pipelines.checked(), file.instantiate(kernel.name(), types));
      collect(program.kernels().getFirst().body(), program, source, checked);
    }
    assertEquals(announced(text), String.join("\n", checked));
    var noted = file.checks().stream().map(note -> place(source, note.span().orElseThrow()));
    assertEquals(announced(text), noted.distinct().collect(Collectors.joining("\n")));
  }

  private static String place(Source source, SourceSpan span) {
    return span.line() + ": " + source.text(span);
  }

  private static String announced(String text) {
    var announced = new ArrayList<String>();
    var lines = text.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      var matcher = ANNOUNCED.matcher(lines.get(i));
      if (matcher.find()) {
        announced.add(i + 1 + ": " + matcher.group(1));
      }
    }
    return String.join("\n", announced);
  }

  private static void collect(Region region, Program program, Source source, List<String> checked) {
    for (var op : region.ops()) {
      if (op instanceof Op.CheckIndex check) {
        var place = place(source, program.span(check.site()).orElseThrow());
        if (!checked.contains(place)) {
          checked.add(place);
        }
      }
      op.regions().forEach(inner -> collect(inner, program, source, checked));
    }
  }
}
