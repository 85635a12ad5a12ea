package dev.strake.cli.safety;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ndarray.ArrayClosedException;
import dev.strake.ndarray.ArrayInUseException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What can come of an attempt, in words:
///
/// ```
/// refused                  by the launch, before anything was written
/// INDEX_OUT_OF_RANGE 7     and the other failures of kernels
/// unreadable               the text is no program
/// illegal R17              the program breaks rules
/// limit                    the compiler can't do that
/// y={1,2}                  it ran, and these are the results
/// ```
final class Outcomes {
  private static final Pattern RULE = Pattern.compile("\\bR\\d+(?= in )");

  private Outcomes() {}

  /// What `action` says, or what its exception says.
  static String of(Callable<String> action) {
    try {
      return action.call();
    } catch (KernelException failure) {
      return failure.kind() == FailureKind.INDEX_OUT_OF_RANGE
          ? failure.kind() + " " + failure.index()
          : failure.kind().toString();
    } catch (LaunchException refusal) {
      return "refused";
    } catch (CompileException mistake) {
      return "unreadable";
    } catch (CompilerError error) {
      return error.kind() == CompilerError.Kind.LIMIT ? "limit" : "BUG " + error.getMessage();
    } catch (ArrayClosedException | ArrayInUseException closing) {
      return closing.getClass().getSimpleName();
    } catch (IllegalArgumentException refusal) {
      var rules = RULE.matcher(refusal.getMessage()).results().map(m -> m.group()).distinct();
      var broken = rules.collect(Collectors.joining(" "));
      return broken.isEmpty() ? "refused" : "illegal " + broken;
    } catch (Exception | StackOverflowError | OutOfMemoryError other) {
      return other.toString();
    }
  }
}
