package dev.strake.ir.mutate;

/// What kind of mistake a mutation makes. Mutants are drawn family by family, so that the many
/// scalar ops don't crowd out the rest.
public enum Family {
  /// An op computes what another one does.
  OPERATION,
  /// Operands, arms or axes in the wrong order.
  OPERANDS,
  /// Right but for a few operands: zeros, NaN, the smallest and the largest, overflow.
  EXTREMES,
  /// A cast by another rule.
  CONVERSION,
  /// A literal is off.
  CONSTANT,
  /// A loop runs over other indices, in another order, or carries other values.
  LOOP,
  /// A condition decides otherwise.
  BRANCH,
  /// Elements are read or written elsewhere, or not at all.
  MEMORY,
  /// A failure is missed, invented or told wrongly.
  CHECK,
  /// A reduction combines other elements, or in another order.
  REDUCTION,
  /// A scan shows other totals, or in another order.
  SCAN,
  /// A scatter updates other elements, otherwise, or in another order.
  SCATTER
}
