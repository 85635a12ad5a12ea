package dev.strake.ir.text;

import dev.strake.ir.Combine;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ResultTypes;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes ops and regions, line by line, for [IrPrinter].
final class OpPrinter {
  enum Style {
    /// As [IrParser] reads it back.
    COMPLETE,
    /// Without sites.
    PLACELESS,
    /// Without sites and without types of broken values; for messages.
    BRIEF
  }

  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, Type> defined = new HashMap<>();
  private int depth;

  OpPrinter(Style style) {
    this.style = style;
  }

  String text() {
    return out.toString();
  }

  /// Begins a function, a kernel or the table of sites: an empty line before it, no values known.
  void startDefinition() {
    if (!out.isEmpty()) {
      out.append('\n');
    }
    defined.clear();
  }

  void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  void indent() {
    depth++;
  }

  /// A line that lines of deeper indentation follow.
  void open(String header) {
    line(header);
    indent();
  }

  /// The line after them.
  void close(String footer) {
    depth--;
    line(footer);
  }

  void contents(Region region) {
    region.ops().forEach(this::op);
    if (!region.results().isEmpty()) {
      line("yield " + uses(region.results()));
    }
  }

  void op(Op op) {
    var results = results(op);
    switch (op) {
      case Op.If branch -> branch(results, branch);
      case Op.While loop -> whileLoop(results, loop);
      case Op.For loop -> forLoop(results, loop);
      case Op.Reduce reduce -> reduce(results, reduce);
      case Op.Scan scan -> scan(scan);
      case Op.Scatter scatter -> scatter(scatter);
      case Op.Flat flat -> line(results + flat(flat));
    }
    op.results().forEach(this::define);
  }

  /// `%5, %6 = `, or nothing.
  private String results(Op op) {
    var told = ResultTypes.of(op).orElse(List.of());
    var texts = withTypes(op.results(), told);
    return texts.isEmpty() ? "" : texts + " = ";
  }

  /// The op, its results left out.
  private String flat(Op.Flat op) {
    return switch (op) {
      case Op.Constant(var result, var bits) -> "const " + typed(result) + " " + bits(result, bits);
      case Op.Unary(_, var word, var operand) -> word.mnemonic() + " " + use(operand);
      case Op.Binary(_, var word, var left, var right, var site) ->
          word.mnemonic() + " " + use(left) + ", " + use(right) + site(site);
      case Op.Compare(_, var word, var left, var right) ->
          word.mnemonic() + " " + use(left) + ", " + use(right);
      case Op.Select select -> "select " + uses(select.operands());
      case Op.Fma fma -> "fma " + uses(fma.operands());
      case Op.Cast(var result, var operand) -> "cast " + typed(result) + " " + use(operand);
      case Op.Bitcast(var result, var operand) -> "bitcast " + typed(result) + " " + use(operand);
      case Op.Complex complex -> "complex " + uses(complex.operands());
      case Op.Part(_, var part, var operand) -> part.mnemonic() + " " + use(operand);
      case Op.Call(var result, var function, var arguments) ->
          "call " + typed(result) + " " + TypeText.name(function) + "(" + uses(arguments) + ")";
      case Op.SizeOf(_, var size) -> "size " + TypeText.print(size);
      case Op.Local(var result, var site) -> "local " + typed(result) + site(site);
      case Op.Load(_, var view, var indices, var site) ->
          "load " + use(view) + "[" + uses(indices) + "]" + site(site);
      case Op.Store(var view, var indices, var value, var site) ->
          "store " + use(view) + "[" + uses(indices) + "], " + use(value) + site(site);
      case Op.CheckIndex(_, var index, var extent, var site) ->
          "check_index " + use(index) + ", " + use(extent) + site(site);
      case Op.CheckNonEmpty(var lower, var upper, var site) ->
          "check_nonempty " + use(lower) + ".." + use(upper) + site(site);
      case Op.Assert(var condition, var message, var site) ->
          "assert " + use(condition) + ", " + TypeText.quoted(message) + site(site);
      case Op.Print(var texts, var values, var site) ->
          "print " + shown(texts, values) + site(site);
    };
  }

  /// The texts and the values between them.
  private String shown(List<String> texts, List<Value> values) {
    var parts = new ArrayList<String>();
    for (var i = 0; i < values.size(); i++) {
      parts.add(TypeText.quoted(texts.get(i)));
      parts.add(use(values.get(i)));
    }
    parts.add(TypeText.quoted(texts.getLast()));
    return String.join(", ", parts);
  }

  private static String bits(Value result, long bits) {
    return result.type() instanceof ScalarType type
        ? ScalarText.print(type, bits)
        : "bits(0x" + Long.toHexString(bits) + ")";
  }

  private void branch(String results, Op.If op) {
    open(results + "if " + use(op.condition()) + " {");
    contents(op.whenTrue());
    if (!op.whenFalse().equals(Region.EMPTY)) {
      close("} else {");
      indent();
      contents(op.whenFalse());
    }
    close("}");
  }

  private void whileLoop(String results, Op.While op) {
    var carry = carry(op.condition().parameters(), op.initial());
    open(results + "while" + carry + site(op.site()) + " {");
    contents(op.condition());
    var parameters = parameters(op.body(), op.initial().stream().map(Value::type).toList());
    next(parameters.isEmpty() ? "do" : "do (" + parameters + ")");
    contents(op.body());
    close("}");
  }

  private void forLoop(String results, Op.For op) {
    var range = range(op.body().parameters(), 0, List.of(op.lower()), List.of(op.upper()));
    var parameters = op.body().parameters().stream().skip(1).toList();
    var header = "for " + op.kind().mnemonic() + " " + range + carry(parameters, op.initial());
    open(results + header + site(op.site()) + " {");
    contents(op.body());
    close("}");
  }

  private void reduce(String results, Op.Reduce op) {
    var words = "reduce " + op.combine().mnemonic() + " " + op.order().mnemonic() + " ";
    var ranges = ranges(op.body(), op.lowers(), op.uppers());
    open(results + words + ranges + site(op.site()) + " {");
    contents(op.body());
    combine(op.combine(), element(op.body()));
    close("}");
  }

  private void scan(Op.Scan op) {
    var words = "scan " + op.combine().mnemonic() + " ";
    open(words + ranges(op.body(), op.lowers(), op.uppers()) + site(op.site()) + " {");
    contents(op.body());
    var element = element(op.body());
    combine(op.combine(), element);
    var told = new ArrayList<Type>(Collections.nCopies(op.lowers().size(), ScalarType.I64));
    told.addAll(element);
    next("into (" + parameters(op.sink(), told) + ")");
    contents(op.sink());
    close("}");
  }

  /// `} by (%6, %7) { .. `, or nothing; what is of nothing stands before the region.
  private void combine(Combine combine, List<Type> element) {
    if (!(combine instanceof Combine.Custom(var region, var empty))) {
      return;
    }
    var told = new ArrayList<>(element);
    told.addAll(element);
    var nothing = empty.isEmpty() ? "" : " empty " + uses(empty);
    next("by (" + parameters(region, told) + ")" + nothing);
    contents(region);
  }

  private void scatter(Op.Scatter op) {
    var words = "scatter " + op.op().mnemonic() + " " + op.outside().mnemonic() + " ";
    var ranges = ranges(op.body(), op.lowers(), op.uppers());
    open(words + use(op.target()) + " for " + ranges + site(op.site()) + " {");
    contents(op.body());
    close("}");
  }

  /// Closes a region and opens the next one of the same op.
  private void next(String words) {
    close("} " + words + " {");
    indent();
  }

  private String parameters(Region region, List<Type> told) {
    var parameters = withTypes(region.parameters(), told);
    region.parameters().forEach(this::define);
    return parameters;
  }

  private String ranges(Region body, List<Value> lowers, List<Value> uppers) {
    var binders = body.parameters();
    var count = Math.max(binders.size(), Math.max(lowers.size(), uppers.size()));
    return IntStream.range(0, count)
        .mapToObj(axis -> range(binders, axis, lowers, uppers))
        .collect(Collectors.joining(", "));
  }

  private static List<Type> element(Region body) {
    return body.results().stream().map(Value::type).toList();
  }

  /// `%5 in %3..%4`.
  private String range(List<Value> binders, int axis, List<Value> lowers, List<Value> uppers) {
    var bounds = useAt(lowers, axis) + ".." + useAt(uppers, axis);
    return defineAt(binders, axis, ScalarType.I64) + " in " + bounds;
  }

  /// ` carry (%6 = %1, %7 = %2)`, or nothing.
  private String carry(List<Value> parameters, List<Value> initial) {
    var count = Math.max(parameters.size(), initial.size());
    if (count == 0) {
      return "";
    }
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              var value = useAt(initial, i);
              var told = i < initial.size() ? initial.get(i).type() : ScalarType.I64;
              return defineAt(parameters, i, told) + " = " + value;
            })
        .collect(Collectors.joining(", ", " carry (", ")"));
  }

  /// ` !3`, or nothing.
  String site(int site) {
    return site == 0 || style != Style.COMPLETE ? "" : " !" + site;
  }

  /// A value where it is defined.
  String define(Value value) {
    defined.put(value.id(), value.type());
    return value.toString();
  }

  private String defineAt(List<Value> values, int index, Type told) {
    if (index >= values.size()) {
      return "_";
    }
    return define(values.get(index)) + typeUnless(values.get(index), told);
  }

  private String useAt(List<Value> values, int index) {
    return index < values.size() ? use(values.get(index)) : "_";
  }

  private String uses(List<Value> values) {
    return values.stream().map(this::use).collect(Collectors.joining(", "));
  }

  private String use(Value value) {
    var type = defined.get(value.id());
    return value + (value.type().equals(type) ? "" : typeOf(value));
  }

  /// Values with the types that differ from `told`.
  private String withTypes(List<Value> values, List<Type> told) {
    return IntStream.range(0, values.size())
        .mapToObj(
            i ->
                values.get(i)
                    + (i < told.size()
                        ? typeUnless(values.get(i), told.get(i))
                        : typeOf(values.get(i))))
        .collect(Collectors.joining(", "));
  }

  private String typeUnless(Value value, Type told) {
    return value.type().equals(told) ? "" : typeOf(value);
  }

  private String typeOf(Value value) {
    return style == Style.BRIEF ? "" : ": " + typed(value);
  }

  static String typed(Value value) {
    return TypeText.print(value.type());
  }
}
