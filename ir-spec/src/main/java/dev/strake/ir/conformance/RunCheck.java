package dev.strake.ir.conformance;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.ScalarText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what a run comes to on one backend with what it must come to. The interpreter is asked
/// only for a better message where a hash differs.
final class RunCheck {
  private final Run run;
  private final Arrangement arrangement;
  private final Launcher launcher;
  private final Launcher oracle;

  RunCheck(Run run, Arrangement arrangement, Launcher launcher, Launcher oracle) {
    this.run = run;
    this.arrangement = arrangement;
    this.launcher = launcher;
    this.oracle = oracle;
  }

  /// What is wrong, if anything is.
  Optional<String> mistake() {
    var observed = new ArrayList<Observation>();
    for (var value : run.values()) {
      observed.add(RunLauncher.launch(launcher, run, value, arrangement));
    }
    return switch (run.expected()) {
      case Expectation.Unknown _ -> Optional.of("nobody has said what must come out");
      case Expectation.Results(var contents) -> results(observed, contents);
      case Expectation.Fails(var kind, var line, var index) ->
          requireAll(observed, new Observation.Failed(kind, line, index));
      case Expectation.OutOfRange(var line) ->
          observed.stream()
              .filter(one -> !isOutOfRange(one, line))
              .map(one -> "must be out of range at line " + line + ", got " + one)
              .findFirst();
      case Expectation.Refused _ ->
          observed.stream()
              .filter(one -> !(one instanceof Observation.Refused))
              .map(one -> "must be refused, got " + one)
              .findFirst();
    };
  }

  private static boolean isOutOfRange(Observation observation, int line) {
    return switch (observation) {
      case Observation.Failed(var kind, var place, _) ->
          kind == FailureKind.INDEX_OUT_OF_RANGE && place == line;
      case Observation.Refused _ -> true;
      case Observation.Results _, Observation.Broke _, Observation.Trespassed _ -> false;
    };
  }

  private static Optional<String> requireAll(List<Observation> observed, Observation expected) {
    return observed.stream()
        .filter(one -> !one.equals(expected))
        .map(one -> "expected " + expected + ", got " + one)
        .findFirst();
  }

  private Optional<String> results(
      List<Observation> observed, Map<String, Expectation.Contents> contents) {
    for (var one : observed) {
      if (!(one instanceof Observation.Results)) {
        return Optional.of("expected results, got " + one);
      }
    }
    for (var parameter : launcher.kernel().parameters()) {
      if (!parameter.role().isWritten()) {
        continue;
      }
      var expected = contents.get(parameter.name());
      if (expected == null) {
        return Optional.of("nobody has said what " + parameter.name() + " must be");
      }
      var mistake =
          switch (expected) {
            case Expectation.Contents.Elements(var bits) ->
                difference(parameter, canonical(parameter, bits), elements(observed, parameter));
            case Expectation.Contents.Hash(var hash) ->
                hash == hash(parameter, observed)
                    ? Optional.<String>empty()
                    : Optional.of(explain(parameter, observed));
          };
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private static List<Long> canonical(Parameter parameter, List<Long> bits) {
    return bits.stream().map(parameter.value().view().element()::canonical).toList();
  }

  /// The elements of a result after the first launch.
  private static List<Long> elements(List<Observation> observed, Parameter parameter) {
    return elements(observed.getFirst(), parameter);
  }

  private static List<Long> elements(Observation observation, Parameter parameter) {
    return observation instanceof Observation.Results(var elements)
        ? elements.get(parameter.name())
        : List.of();
  }

  private static long hash(Parameter parameter, List<Observation> observed) {
    var hash = new ResultHash();
    for (var one : observed) {
      var bits = elements(one, parameter).stream().mapToLong(Long::longValue).toArray();
      hash.add(parameter.value().view().element(), bits);
    }
    return hash.value();
  }

  /// Where the hash went wrong.
  private String explain(Parameter parameter, List<Observation> observed) {
    for (var k = 0; k < observed.size(); k++) {
      var value = run.values().get(k);
      var right = RunLauncher.launch(oracle, run, value, arrangement);
      var difference =
          difference(parameter, elements(right, parameter), elements(observed.get(k), parameter));
      if (difference.isPresent()) {
        return run.variable().isEmpty()
            ? difference.get()
            : run.variable() + " = " + value + ": " + difference.get();
      }
    }
    return parameter.name() + ": the expected hash is not the interpreter's";
  }

  private static Optional<String> difference(
      Parameter parameter, List<Long> expected, List<Long> found) {
    if (expected.size() != found.size()) {
      return Optional.of(
          "%s: expected %d elements, got %d"
              .formatted(parameter.name(), expected.size(), found.size()));
    }
    ScalarType type = parameter.value().view().element();
    for (var k = 0; k < expected.size(); k++) {
      if (!expected.get(k).equals(found.get(k))) {
        return Optional.of(
            "%s: element %d must be %s, got %s"
                .formatted(
                    parameter.name(),
                    k,
                    ScalarText.print(type, expected.get(k)),
                    ScalarText.print(type, found.get(k))));
      }
    }
    return Optional.empty();
  }

  /// What the run comes to, in the words of a case file.
  static String observe(Run run, Launcher oracle, Launcher checked) {
    var observed = new ArrayList<Observation>();
    for (var value : run.values()) {
      observed.add(RunLauncher.launch(oracle, run, value, run.arrangements().getFirst()));
    }
    return switch (observed.getFirst()) {
      case Observation.Results _ -> describe(run, oracle.kernel(), observed);
      case Observation.Refused _ -> "refused";
      case Observation.Broke(var message) -> throw new IllegalStateException(message);
      case Observation.Trespassed(var parameter) ->
          throw new IllegalStateException("line " + run.line() + " damages " + parameter);
      case Observation.Failed(var kind, var line, var index) -> {
        var later =
            RunLauncher.launch(
                checked, run, run.values().getFirst(), run.arrangements().getFirst());
        if (kind == FailureKind.INDEX_OUT_OF_RANGE && later instanceof Observation.Refused) {
          yield "out of range at " + line;
        }
        yield "fails " + kind + " at " + line + (index == 0 ? "" : " index " + index);
      }
    };
  }

  private static String describe(Run run, Kernel kernel, List<Observation> observed) {
    var texts = new LinkedHashMap<String, String>();
    for (var parameter : kernel.parameters()) {
      if (parameter.role().isWritten()) {
        texts.put(parameter.name(), describe(run, parameter, observed));
      }
    }
    return texts.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .reduce((left, right) -> left + " " + right)
        .orElse("");
  }

  private static String describe(Run run, Parameter parameter, List<Observation> observed) {
    var elements = elements(observed.getFirst(), parameter);
    if (observed.size() > 1 || elements.size() > 16) {
      return "hash(0x%016x)".formatted(hash(parameter, observed));
    }
    var type = parameter.value().view().element();
    var texts = elements.stream().map(bits -> ScalarText.print(type, bits)).toList();
    return texts.size() == 1 && parameter.value().view().rank() == 0
        ? texts.getFirst()
        : texts.toString();
  }
}
