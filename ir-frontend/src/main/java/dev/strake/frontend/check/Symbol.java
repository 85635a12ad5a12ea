package dev.strake.frontend.check;

import dev.strake.ir.diag.SourceSpan;

/// What a name stands for.
sealed interface Symbol {
  String name();

  SourceSpan declared();

  record Scalar(Typed.Variable variable) implements Symbol {
    @Override
    public String name() {
      return variable.name();
    }

    @Override
    public SourceSpan declared() {
      return variable.declared();
    }
  }

  record Array(Typed.Array array) implements Symbol {
    @Override
    public String name() {
      return array.name();
    }

    @Override
    public SourceSpan declared() {
      return array.declared();
    }
  }

  /// A size bound by the extent of a parameter.
  record Extent(String name, SourceSpan declared) implements Symbol {}

  record Constant(ConstantHeader constant) implements Symbol {
    @Override
    public String name() {
      return constant.name();
    }

    @Override
    public SourceSpan declared() {
      return constant.place();
    }
  }

  /// An index of a reduction or the like, seen from a range of the same one, where it has no value.
  record Sibling(String name, BinderChecker.Owner owner, SourceSpan declared) implements Symbol {}

  /// Declared, but what it is could not be found out; the reason has been reported.
  record Unknown(String name, SourceSpan declared) implements Symbol {}
}
