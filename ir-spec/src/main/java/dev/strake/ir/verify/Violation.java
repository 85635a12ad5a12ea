package dev.strake.ir.verify;

/// One broken rule. `definition` is `kernel saxpy` or `func exp`, `line` the first line of the op
/// or header where it was found, as the text form has it.
public record Violation(Rule rule, String message, String definition, String line) {
  @Override
  public String toString() {
    return rule + " in " + definition + " at `" + line + "`: " + message;
  }
}
