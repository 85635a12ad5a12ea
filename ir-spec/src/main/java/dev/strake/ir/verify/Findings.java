package dev.strake.ir.verify;

import dev.strake.ir.Op;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Collects violations of one definition and says where they are.
final class Findings {
  private final List<Violation> violations;
  private final String definition;

  /// Adds to `violations` what is found in `definition`.
  Findings(List<Violation> violations, String definition) {
    this.violations = violations;
    this.definition = definition;
  }

  static List<Violation> none() {
    return new ArrayList<>();
  }

  /// `kernel saxpy`.
  String definition() {
    return definition;
  }

  /// About the definition as a whole.
  void add(Rule rule, String message) {
    addAt(rule, message, definition);
  }

  void add(Rule rule, String message, Op op) {
    addAt(rule, message, IrPrinter.firstLine(op));
  }

  void addAt(Rule rule, String message, String line) {
    violations.add(new Violation(rule, message, definition, line));
  }

  void require(boolean holds, Rule rule, String message, Op op) {
    if (!holds) {
      add(rule, message, op);
    }
  }

  static List<Type> types(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  static String show(List<Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
