package dev.strake.ir.binary;

/// What says which member of a family with contents follows. [Codes] has the numbers.
final class Tag {
  private Tag() {}

  /// Parts of a file, in their order.
  enum SectionTag {
    STRINGS,
    TYPES,
    FUNCTIONS,
    KERNELS,
    POSITIONS
  }

  enum TypeTag {
    SCALAR,
    VIEW
  }

  enum SizeTag {
    CONSTANT,
    SYMBOL,
    COMBINED
  }

  enum OpTag {
    CONST,
    UNARY,
    BINARY,
    COMPARE,
    SELECT,
    FMA,
    CAST,
    BITCAST,
    COMPLEX,
    PART,
    CALL,
    SIZE,
    LOCAL,
    LOAD,
    STORE,
    CHECK_INDEX,
    CHECK_NONEMPTY,
    ASSERT,
    IF,
    WHILE,
    FOR,
    REDUCE,
    SCAN,
    SCATTER,
    PRINT
  }

  enum LoopTag {
    PAR,
    SEQ,
    LANES
  }

  enum CombineTag {
    BUILTIN,
    CUSTOM
  }
}
