package dev.strake.ir.conformance;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase.Launchers;
import dev.strake.ir.launch.Workers;
import java.util.List;
import java.util.Optional;

/// All runs of one kernel of a case on one variant of a backend, as often as one likes: what was
/// compiled is kept. For backends that change their mind, as mutants do.
public final class Trial implements AutoCloseable {
  private final String name;
  private final List<Run> runs;
  private final Launchers launchers;
  private final Launchers oracle;

  Trial(ConformanceCase origin, String kernel, Backend backend, CompileOptions options) {
    this.name = origin.name();
    this.runs = origin.runs().stream().filter(run -> run.kernel().equals(kernel)).toList();
    this.launchers = new Launchers(origin.program(), backend, options, Workers.SERIAL);
    this.oracle = origin.oracle();
  }

  /// Runs until something comes out otherwise than it must.
  ///
  /// @return what that is
  public Optional<String> firstFailure() {
    for (var run : runs) {
      for (var arrangement : run.arrangements()) {
        var check = new RunCheck(run, arrangement, launchers.get(run), oracle.get(run));
        var mistake = check.mistake();
        if (mistake.isPresent()) {
          return mistake.map(text -> "%s:%d %s".formatted(name, run.line(), text));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    launchers.close();
    oracle.close();
  }
}
