package dev.strake.frontend;

import dev.strake.ir.Program;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Map;

/// A test of a file: kernels to run one after the other. It passes if none of them fails.
public record FileTest(String name, SourceSpan span, List<Step> steps) {
  public FileTest {
    steps = List.copyOf(steps);
  }

  /// One run of a kernel. The test's values and arrays have names of their own: `inputs` gives the
  /// one for each parameter of the kernel, `results` the one for each result and each `inout`
  /// parameter. A single value is an array without axes.
  ///
  /// `span` is the place of the call in the test; a kernel made of statements of the test has that
  /// of the test.
  public record Step(
      Program program,
      String kernel,
      Map<String, String> inputs,
      Map<String, String> results,
      SourceSpan span) {
    public Step {
      inputs = Map.copyOf(inputs);
      results = Map.copyOf(results);
    }
  }
}
