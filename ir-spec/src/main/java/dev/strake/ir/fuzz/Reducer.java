package dev.strake.ir.fuzz;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Makes a finding smaller while it stays a finding of the same class: the same engine, the same
/// kind of outcome.
///
/// Ops are dropped or replaced by an operand or a constant, loops and branches by their bodies,
/// sizes get small, elements and memory simple, parameters vanish; every step is verified and run.
/// It ends when no single step is left, or with the time.
public final class Reducer {
  /// Cases run for a moment.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Function<FuzzCase, List<Finding>> check;
  private final Duration limit;

  /// `check` runs a case on the engine in question and says what is wrong.
  public Reducer(Function<FuzzCase, List<Finding>> check, Duration limit) {
    this.check = check;
    this.limit = limit;
  }

  /// The state of one reduction.
  private final class Search {
    private final Finding original;
    private Instant end = Instant.now().plus(limit);
    private Finding smallest;

    Search(Finding original) {
      this.original = original;
      this.smallest = original;
    }

    FuzzCase current() {
      return smallest.tested();
    }

    boolean hasTime() {
      return Instant.now().isBefore(end);
    }

    /// Whether a case is another one, legal, and still a finding; it is the smallest then.
    boolean take(FuzzCase candidate) {
      if (!hasTime() || candidate.equals(current()) || !isLegal(candidate)) {
        return false;
      }
      var found = findings(candidate).stream().filter(original::isLike).findFirst();
      found.ifPresent(finding -> smallest = finding);
      return found.isPresent();
    }

    /// A case that an engine never comes back from ends the search: its thread can't be stopped.
    private List<Finding> findings(FuzzCase candidate) {
      var task = new FutureTask<>(() -> check.apply(candidate));
      Thread.ofPlatform().daemon().start(task);
      try {
        return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        end = Instant.MIN;
        return List.of();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        end = Instant.MIN;
        return List.of();
      } catch (ExecutionException failure) {
        throw new IllegalStateException("the check of a case failed", failure.getCause());
      }
    }

    boolean take(Optional<FuzzCase> candidate) {
      return candidate.isPresent() && take(candidate.get());
    }
  }

  private static boolean isLegal(FuzzCase candidate) {
    return Verifier.verify(candidate.program(), Backend.Form.WRITTEN).isEmpty();
  }

  /// The smallest that was found; the finding itself if it can't be made again.
  public Finding reduce(Finding finding) {
    var search = new Search(finding);
    var isSmaller = true;
    while (isSmaller && search.hasTime()) {
      isSmaller = sizes(search);
      isSmaller |= ops(search);
      isSmaller |= parameters(search);
      inputs(search);
    }
    return search.smallest;
  }

  /// From the last op to the first, so that what nobody reads any more goes at once.
  private static boolean ops(Search search) {
    var isSmaller = search.take(CaseEdits.withoutCalls(search.current()));
    isSmaller |= search.take(CaseEdits.withoutConditions(search.current()));
    for (var number = CaseEdits.ops(search.current()) - 1; number >= 0; number--) {
      for (var edit : OpEdit.values()) {
        if (number < CaseEdits.ops(search.current())
            && search.take(CaseEdits.op(search.current(), edit, number))) {
          isSmaller = true;
          break;
        }
      }
    }
    return isSmaller;
  }

  private static boolean sizes(Search search) {
    var isSmaller = false;
    for (var symbol : CaseEdits.symbols(search.current()).entrySet()) {
      var name = symbol.getKey();
      var value = symbol.getValue();
      for (var smaller : List.of(0L, 1L, 2L, 3L, value / 4, value / 2, value - 1)) {
        if (Math.abs(smaller) < Math.abs(value)
            && search.take(CaseEdits.resized(search.current(), name, smaller))) {
          isSmaller = true;
          break;
        }
      }
    }
    return isSmaller;
  }

  private static boolean parameters(Search search) {
    var isSmaller = false;
    for (var number = search.current().kernel().parameters().size() - 1; number >= 0; number--) {
      if (search.take(CaseEdits.withoutParameter(search.current(), number))) {
        isSmaller = true;
        continue;
      }
      for (var axis = 0; axis < 4; axis++) {
        isSmaller |= search.take(CaseEdits.dim(search.current(), number, axis));
      }
    }
    return isSmaller;
  }

  /// Asks for no other round: zeros and ones would follow each other for ever.
  private static void inputs(Search search) {
    for (var name : List.copyOf(search.current().inputs().keySet())) {
      for (var way = 0; way < 8; way++) {
        search.take(CaseEdits.input(search.current(), name, way));
      }
    }
  }
}
