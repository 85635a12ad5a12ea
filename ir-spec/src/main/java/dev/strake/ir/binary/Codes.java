package dev.strake.ir.binary;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.Layout;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.binary.Tag.CombineTag;
import dev.strake.ir.binary.Tag.LoopTag;
import dev.strake.ir.binary.Tag.OpTag;
import dev.strake.ir.binary.Tag.SectionTag;
import dev.strake.ir.binary.Tag.SizeTag;
import dev.strake.ir.binary.Tag.TypeTag;
import java.util.List;
import java.util.Locale;

/// The number that each row of each family has in the binary form.
///
/// A number is never changed and never given to something else, not even after its row is gone; a
/// meaning never changes within a version. New rows take the next number. 0 is none.
final class Codes {
  static final Family<SectionTag> SECTION =
      Family.of("section", SectionTag.values(), Codes::code, Codes::word);
  static final Family<TypeTag> TYPE = Family.of("type", TypeTag.values(), Codes::code, Codes::word);
  static final Family<ScalarType> SCALAR =
      Family.of("scalar", ScalarType.values(), Codes::code, ScalarType::mnemonic);
  static final Family<Layout> LAYOUT =
      Family.of("layout", Layout.values(), Codes::code, Layout::mnemonic);
  static final Family<SizeTag> SIZE = Family.of("size", SizeTag.values(), Codes::code, Codes::word);
  static final Family<Size.Operator> OPERATOR =
      Family.of("operator", Size.Operator.values(), Codes::code, Size.Operator::mnemonic);
  static final Family<Parameter.Role> ROLE =
      Family.of("role", Parameter.Role.values(), Codes::code, Parameter.Role::mnemonic);
  static final Family<OpTag> OP = Family.of("op", OpTag.values(), Codes::code, Codes::word);
  static final Family<UnaryOp> UNARY =
      Family.of("unary", UnaryOp.values(), Codes::code, UnaryOp::mnemonic);
  static final Family<BinaryOp> BINARY =
      Family.of("binary", BinaryOp.values(), Codes::code, BinaryOp::mnemonic);
  static final Family<CompareOp> COMPARISON =
      Family.of("comparison", CompareOp.values(), Codes::code, CompareOp::mnemonic);
  static final Family<ComplexPart> PART =
      Family.of("part", ComplexPart.values(), Codes::code, ComplexPart::mnemonic);
  static final Family<LoopTag> LOOP = Family.of("loop", LoopTag.values(), Codes::code, Codes::word);
  static final Family<CombineTag> COMBINE =
      Family.of("combine", CombineTag.values(), Codes::code, Codes::word);
  static final Family<ReduceOp> REDUCTION =
      Family.of("reduction", ReduceOp.values(), Codes::code, ReduceOp::mnemonic);
  static final Family<ReduceOrder> ORDER =
      Family.of("order", ReduceOrder.values(), Codes::code, ReduceOrder::mnemonic);
  static final Family<ScatterOp> UPDATE =
      Family.of("update", ScatterOp.values(), Codes::code, ScatterOp::mnemonic);
  static final Family<OutOfBounds> OUTSIDE =
      Family.of("outside", OutOfBounds.values(), Codes::code, OutOfBounds::mnemonic);

  static final List<Family<?>> FAMILIES =
      List.of(
          SECTION,
          TYPE,
          SCALAR,
          LAYOUT,
          SIZE,
          OPERATOR,
          ROLE,
          OP,
          UNARY,
          BINARY,
          COMPARISON,
          PART,
          LOOP,
          COMBINE,
          REDUCTION,
          ORDER,
          UPDATE,
          OUTSIDE);

  private Codes() {}

  private static String word(Enum<?> tag) {
    return tag.name().toLowerCase(Locale.ROOT);
  }

  private static int code(SectionTag section) {
    return switch (section) {
      case STRINGS -> 1;
      case TYPES -> 2;
      case FUNCTIONS -> 3;
      case KERNELS -> 4;
      case POSITIONS -> 5;
    };
  }

  private static int code(TypeTag type) {
    return switch (type) {
      case SCALAR -> 1;
      case VIEW -> 2;
    };
  }

  private static int code(ScalarType type) {
    return switch (type) {
      case BOOL -> 1;
      case I8 -> 2;
      case I16 -> 3;
      case I32 -> 4;
      case I64 -> 5;
      case U8 -> 6;
      case U16 -> 7;
      case U32 -> 8;
      case U64 -> 9;
      case F16 -> 10;
      case BF16 -> 11;
      case F32 -> 12;
      case F64 -> 13;
      case COMPLEX64 -> 14;
      case COMPLEX128 -> 15;
    };
  }

  private static int code(Layout layout) {
    return switch (layout) {
      case STRIDED -> 1;
      case UNIT_INNER -> 2;
      case ROW_MAJOR -> 3;
    };
  }

  private static int code(SizeTag size) {
    return switch (size) {
      case CONSTANT -> 1;
      case SYMBOL -> 2;
      case COMBINED -> 3;
    };
  }

  private static int code(Size.Operator operator) {
    return switch (operator) {
      case ADD -> 1;
      case SUB -> 2;
      case MUL -> 3;
      case FLOORDIV -> 4;
      case FLOORMOD -> 5;
      case MIN -> 6;
      case MAX -> 7;
    };
  }

  private static int code(Parameter.Role role) {
    return switch (role) {
      case IN -> 1;
      case INOUT -> 2;
      case OUT -> 3;
    };
  }

  private static int code(OpTag op) {
    return switch (op) {
      case CONST -> 1;
      case UNARY -> 2;
      case BINARY -> 3;
      case COMPARE -> 4;
      case SELECT -> 5;
      case FMA -> 6;
      case CAST -> 7;
      case BITCAST -> 8;
      case CALL -> 9;
      case SIZE -> 10;
      case LOCAL -> 11;
      case LOAD -> 12;
      case STORE -> 13;
      case CHECK_INDEX -> 14;
      case CHECK_NONEMPTY -> 15;
      case ASSERT -> 16;
      case IF -> 17;
      case WHILE -> 18;
      case FOR -> 19;
      case REDUCE -> 20;
      case SCAN -> 21;
      case SCATTER -> 22;
      case COMPLEX -> 23;
      case PART -> 24;
      case PRINT -> 25;
    };
  }

  private static int code(UnaryOp op) {
    return switch (op) {
      case NEG -> 1;
      case ABS -> 2;
      case SQRT -> 3;
      case NOT -> 4;
    };
  }

  private static int code(BinaryOp op) {
    return switch (op) {
      case ADD -> 1;
      case SUB -> 2;
      case MUL -> 3;
      case DIV -> 4;
      case REM -> 5;
      case FLOORDIV -> 6;
      case FLOORMOD -> 7;
      case MIN -> 8;
      case MAX -> 9;
      case AND -> 10;
      case OR -> 11;
      case XOR -> 12;
      case SHL -> 13;
      case SHR -> 14;
      case USHR -> 15;
    };
  }

  private static int code(CompareOp op) {
    return switch (op) {
      case EQ -> 1;
      case NE -> 2;
      case LT -> 3;
      case LE -> 4;
      case GT -> 5;
      case GE -> 6;
    };
  }

  private static int code(ComplexPart part) {
    return switch (part) {
      case REAL -> 1;
      case IMAGINARY -> 2;
    };
  }

  private static int code(LoopTag loop) {
    return switch (loop) {
      case PAR -> 1;
      case SEQ -> 2;
      case LANES -> 3;
    };
  }

  private static int code(CombineTag combine) {
    return switch (combine) {
      case BUILTIN -> 1;
      case CUSTOM -> 2;
    };
  }

  private static int code(ReduceOp op) {
    return switch (op) {
      case ADD -> 1;
      case MUL -> 2;
      case MIN -> 3;
      case MAX -> 4;
      case ANY -> 5;
      case ALL -> 6;
    };
  }

  private static int code(ReduceOrder order) {
    return switch (order) {
      case LANES -> 1;
      case SEQ -> 2;
      case FREE -> 3;
      case CHAIN -> 4;
    };
  }

  private static int code(ScatterOp op) {
    return switch (op) {
      case SET -> 1;
      case ADD -> 2;
      case MUL -> 3;
      case MIN -> 4;
      case MAX -> 5;
      case AND -> 6;
      case OR -> 7;
      case XOR -> 8;
    };
  }

  private static int code(OutOfBounds outside) {
    return switch (outside) {
      case ERROR -> 1;
      case DROP -> 2;
      case CLAMP -> 3;
      case WRAP -> 4;
    };
  }
}
