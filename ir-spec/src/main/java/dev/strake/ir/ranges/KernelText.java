package dev.strake.ir.ranges;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words for the values of a kernel, in the user's language: the source's own where its text is at
/// hand, otherwise written anew from the IR.
final class KernelText {
  private static final int MAX_STEPS = 8;
  private static final Pattern BINDER = Pattern.compile("([A-Za-z_]\\w*)(\\s+in\\b.*)?");
  private static final Pattern BINDERS =
      Pattern.compile("(?:[\\[,]|\\bfor)\\s*([A-Za-z_]\\w*)\\s+in\\b");
  private static final Pattern ELEMENT = Pattern.compile("[A-Za-z_]\\w*(\\[[^\\n]*\\])?");
  private static final String INDEX_NAMES = "ijklmn";

  /// Stands for what can't be written.
  static final String UNKNOWN = "...";

  private final Program program;
  private final Function<SourceSpan, String> textOf;
  private final Map<Value, Op> definitions = new HashMap<>();
  private final Map<Value, Op.For> loops = new HashMap<>();
  private final Map<Value, String> names = new HashMap<>();

  /// How tightly the outermost operator of a text binds.
  private enum Binding {
    SUM,
    PRODUCT,
    PRIMARY
  }

  private record Piece(String text, Binding binding) {
    String within(Binding outer) {
      return binding.compareTo(outer) < 0 ? "(" + text + ")" : text;
    }
  }

  KernelText(Program program, Kernel kernel, Function<SourceSpan, String> textOf) {
    this.program = program;
    this.textOf = textOf;
    kernel.parameters().forEach(parameter -> names.put(parameter.value(), parameter.name()));
    collect(kernel.body(), 0);
  }

  private void collect(Region region, int depth) {
    for (var op : region.ops()) {
      op.results().forEach(result -> definitions.put(result, op));
      if (op instanceof Op.For loop) {
        loops.put(loop.index(), loop);
        names.put(loop.index(), indexName(loop.site(), depth));
      } else if (op instanceof Op.Reduce reduce) {
        nameBinders(reduce.body().parameters(), reduce.site(), depth);
      } else if (op instanceof Op.Scan totals) {
        var binders = totals.lowers().size();
        nameBinders(totals.body().parameters(), totals.site(), depth);
        nameBinders(totals.sink().parameters().subList(0, binders), totals.site(), depth);
      } else if (op instanceof Op.Scatter scatter) {
        nameBinders(scatter.body().parameters(), scatter.site(), depth);
      }
      op.regions().forEach(inner -> collect(inner, depth + inner.parameters().size()));
    }
  }

  /// The source of a reduction, scan or scatter names the binders where their ranges are.
  private void nameBinders(List<Value> binders, int site, int depth) {
    var found = BINDERS.matcher(source(site));
    for (var number = 0; number < binders.size(); number++) {
      var name = found.find() ? found.group(1) : indexName(0, depth + number);
      names.put(binders.get(number), name);
    }
  }

  private String indexName(int site, int depth) {
    var binder = BINDER.matcher(source(site));
    var start = depth % INDEX_NAMES.length();
    return binder.matches() ? binder.group(1) : INDEX_NAMES.substring(start, start + 1);
  }

  private String source(int site) {
    return program.span(site).map(textOf).orElse("").strip();
  }

  /// What a loop's index is called.
  String name(Scope.Loop loop) {
    return names.getOrDefault(loop.index(), loop.index().toString());
  }

  /// `i = 0`, `(i = 0, j = 1)`: the indices of loops, outermost first.
  String iteration(List<Scope.Loop> around, Map<Value, Long> indices) {
    var text =
        around.stream()
            .map(loop -> name(loop) + " = " + indices.get(loop.index()))
            .collect(Collectors.joining(", "));
    return around.size() == 1 ? text : "(" + text + ")";
  }

  /// `y[0, 2]`.
  String element(Value view, List<Long> indices) {
    var numbers = indices.stream().map(index -> Long.toString(index));
    var name = names.getOrDefault(view, "the array");
    return indices.isEmpty() ? name : name + numbers.collect(Collectors.joining(", ", "[", "]"));
  }

  /// The element of an array that a value is computed from, if it is from one; data behind a longer
  /// chain of ops are not named.
  Optional<String> source(Value value) {
    return source(value, MAX_STEPS);
  }

  private Optional<String> source(Value value, int depth) {
    var definition = definition(value);
    if (depth == 0 || definition.isEmpty()) {
      return Optional.empty();
    }
    if (definition.get() instanceof Op.Load(_, var view, var indices, var site)) {
      return Optional.of(element(view, indices, site));
    }
    return definition.get().operands().stream()
        .flatMap(operand -> source(operand, depth - 1).stream())
        .findFirst();
  }

  /// `j in 0..m`.
  String binder(Scope.Loop loop) {
    var op = loops.get(loop.index());
    return "%s in %s..%s".formatted(name(loop), sum(op.lower()), sum(op.upper()));
  }

  /// `x[i, j]`, or the name alone where there are no axes.
  String element(Value view, List<Value> indices, int site) {
    var source = source(site);
    if (ELEMENT.matcher(source).matches()) {
      return source;
    }
    var name = names.getOrDefault(view, UNKNOWN);
    return indices.isEmpty() || name.equals(UNKNOWN) ? name : name + "[" + list(indices) + "]";
  }

  /// A value as an expression that needs no parentheses around it.
  String primary(Value value) {
    return piece(value).within(Binding.PRIMARY);
  }

  /// The op that computes a value; parameters and loop indices have none.
  Optional<Op> definition(Value value) {
    return Optional.ofNullable(definitions.get(value));
  }

  String sum(Value value) {
    return piece(value).within(Binding.SUM);
  }

  private String list(List<Value> values) {
    return values.stream().map(this::sum).collect(Collectors.joining(", "));
  }

  private Piece piece(Value value) {
    if (names.containsKey(value)) {
      return new Piece(names.get(value), Binding.PRIMARY);
    }
    return definition(value).map(this::piece).orElse(primaryText(UNKNOWN));
  }

  private Piece piece(Op op) {
    return switch (op) {
      case Op.Constant(var result, var bits) -> primaryText(literal(result.scalar(), bits));
      case Op.SizeOf(_, var size) -> piece(size);
      case Op.Unary(_, var kind, var operand) -> piece(kind, operand);
      case Op.Binary(_, var kind, var left, var right, _) -> piece(kind, left, right);
      case Op.Fma(_, var a, var b, var c) -> primaryText("fma(" + list(List.of(a, b, c)) + ")");
      case Op.Load(_, var view, var indices, var site) -> primaryText(element(view, indices, site));
      case Op.CheckIndex(_, var index, _, _) -> piece(index);
      case Op.Call(_, var function, var arguments) ->
          primaryText(function + "(" + list(arguments) + ")");
      case Op.Cast(var result, var operand) ->
          new Piece(primary(operand) + " as " + result.scalar(), Binding.PRODUCT);
      case Op.Flat _, Op.Structured _ -> primaryText(UNKNOWN);
    };
  }

  private static Piece primaryText(String text) {
    return new Piece(text, Binding.PRIMARY);
  }

  private static String literal(ScalarType type, long bits) {
    return switch (type.kind()) {
      case BOOL -> bits == 0 ? "false" : "true";
      case SIGNED -> Long.toString(bits);
      case UNSIGNED -> Long.toUnsignedString(bits);
      case HALF, FLOAT -> decimal(type, bits);
      case COMPLEX -> UNKNOWN;
    };
  }

  private static String decimal(ScalarType type, long bits) {
    if (type == ScalarType.F64) {
      return Double.toString(Double.longBitsToDouble(bits));
    }
    var single = ScalarSemantics.cast(type, ScalarType.F32, bits);
    return Float.toString(Float.intBitsToFloat((int) single));
  }

  private static Piece piece(Size size) {
    var text = size.toString();
    return size instanceof Size.Combined && text.startsWith("(")
        ? new Piece(text.substring(1, text.length() - 1), Binding.SUM)
        : primaryText(text);
  }

  private Piece piece(UnaryOp op, Value operand) {
    return switch (op) {
      case NEG -> new Piece("-" + primary(operand), Binding.PRODUCT);
      case ABS, SQRT -> primaryText(op.mnemonic() + "(" + sum(operand) + ")");
      case NOT -> primaryText(UNKNOWN);
    };
  }

  private Piece piece(BinaryOp op, Value left, Value right) {
    return switch (op) {
      case ADD -> new Piece(sum(left) + " + " + product(right), Binding.SUM);
      case SUB -> new Piece(sum(left) + " - " + product(right), Binding.SUM);
      case MUL -> new Piece(product(left) + " * " + primary(right), Binding.PRODUCT);
      case DIV -> new Piece(product(left) + " / " + primary(right), Binding.PRODUCT);
      case REM -> new Piece(product(left) + " % " + primary(right), Binding.PRODUCT);
      case MIN, MAX, FLOORDIV, FLOORMOD ->
          primaryText(op.mnemonic() + "(" + list(List.of(left, right)) + ")");
      case AND, OR, XOR, SHL, SHR, USHR -> primaryText(UNKNOWN);
    };
  }

  private String product(Value value) {
    return piece(value).within(Binding.PRODUCT);
  }
}
