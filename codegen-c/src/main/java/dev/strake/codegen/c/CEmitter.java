package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.RecordLayout;
import dev.strake.ir.schedule.UnseenNans;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Prints a scheduled kernel as one C function over its launch record. Pure: the same kernel gives
/// the same text.
///
/// Every SSA value is a constant of its own; values carried by loops and yielded by branches are
/// variables. A loop over lanes that holds other loops is left to [LaneEmitter] or [VectorEmitter].
final class CEmitter {
  /// Local arrays of a kernel that may lie on the stack, together. Larger ones are in scratch.
  private static final long STACK_BYTES = 4096;

  private final RecordLayout layout;
  private final CNames names;
  private final Set<Value> indexValues;
  private final Set<Value> unseenNans;
  private final CWriter out;
  private final CompileOptions places;
  private long stackBytes;

  private CEmitter(Kernel kernel, CWriter out, CompileOptions places) {
    this.places = places;
    this.layout = RecordLayout.of(kernel);
    this.names = new CNames(kernel, layout);
    this.indexValues = IndexFlow.of(kernel);
    this.unseenNans = UnseenNans.of(kernel);
    this.out = out;
  }

  /// The name of the function a kernel becomes; it takes the address of a launch record.
  static String symbol(Kernel kernel) {
    return "strake_" + CNames.sanitized(kernel.name());
  }

  /// A whole C file for people; it includes `prelude.h`.
  static String emit(Kernel kernel) {
    return emit(List.of(kernel), CompileOptions.scalar());
  }

  /// A C file of several kernels, each with another [#symbol]. Where the options have sites,
  /// `#line` says which line of which source a statement comes from.
  static String emit(List<Kernel> kernels, CompileOptions options) {
    var file = new CWriter();
    file.line("#include \"prelude.h\"");
    kernels.forEach(kernel -> emit(kernel, file, options));
    return file.toString();
  }

  private static void emit(Kernel kernel, CWriter file, CompileOptions options) {
    file.nowhere();
    file.margin("");
    describe(kernel, file);
    kernel.body().ops().stream()
        .flatMap(op -> options.span(op.site()).stream())
        .findFirst()
        .ifPresent(file::at);
    file.open("void " + symbol(kernel) + "(i64 *const record)");
    var emitter = new CEmitter(kernel, file.sibling(), options);
    emitter.region(kernel.body());
    emitter.names.declarations().forEach(file::line);
    file.append(emitter.out);
    file.close();
  }

  private static void describe(Kernel kernel, CWriter file) {
    file.line("/*");
    file.line(" * kernel " + CNames.sanitized(kernel.name()));
    for (var parameter : kernel.parameters()) {
      var text = parameter.role().mnemonic() + " " + parameter.name() + ": ";
      file.line(" *   " + CNames.commented(text + parameter.value().type()));
    }
    file.line(" */");
  }

  CNames names() {
    return names;
  }

  CWriter out() {
    return out;
  }

  void region(Region region) {
    region.ops().forEach(this::op);
  }

  /// What is printed from here on stands for this op.
  void at(Op op) {
    places.span(op.site()).ifPresent(out::at);
  }

  void op(Op op) {
    at(op);
    switch (op) {
      case Op.Constant(var result, var bits) ->
          names.bind(result, CExpressions.literal(result.scalar(), bits));
      case Op.Unary(var result, var kind, var a) ->
          define(result, CExpressions.unary(kind, result.scalar(), text(a)));
      case Op.Binary binary -> binary(binary);
      case Op.Compare(var result, var kind, var a, var b) ->
          define(result, CExpressions.compare(kind, text(a), text(b)));
      case Op.Select(var result, var condition, var a, var b) ->
          define(result, CExpressions.select(text(condition), text(a), text(b)));
      case Op.Fma(var result, var a, var b, var c) ->
          define(result, CExpressions.fma(result.scalar(), text(a), text(b), text(c)));
      case Op.Cast(var result, var a) ->
          define(result, CExpressions.cast(a.scalar(), result.scalar(), text(a)));
      case Op.Bitcast(var result, var a) ->
          define(
              result,
              unseenNans.contains(result)
                  ? CExpressions.rawBits(a.scalar(), text(a))
                  : CExpressions.bitcast(a.scalar(), result.scalar(), text(a)));
      case Op.SizeOf(var result, var size) -> names.bind(result, names.size(size));
      case Op.Local local -> local(local);
      case Op.Load load -> load(load);
      case Op.Store(var view, var indices, var value, _) ->
          out.line(names.element(view, indices) + " = " + text(value) + ";");
      case Op.CheckIndex check -> checkIndex(check);
      case Op.CheckNonEmpty(var lower, var upper, var site) ->
          failIf(text(upper) + " <= " + text(lower), FailureKind.EMPTY_REDUCTION, site, "0", "0");
      case Op.Assert check -> assertion(check);
      case Op.If branch -> branch(branch);
      case Op.While loop -> whileLoop(loop);
      case Op.For loop -> loop(loop);
      case Op.Call _, Op.Print _, Op.Bulk _, Op.Complex _, Op.Part _ ->
          throw CompilerError.bug("CEmitter", "not a scheduled kernel: it holds " + op);
    }
  }

  private String text(Value value) {
    return names.text(value);
  }

  /// Gives a value its place: a constant, or its element of an array of lanes declared before.
  private void define(Value value, String expression) {
    var target = names.text(value);
    var isDeclared = !target.equals(CNames.variable(value));
    var declaration = isDeclared ? "" : "const " + CType.ofValue(value.scalar()) + " ";
    out.line(declaration + target + " = " + expression + ";");
  }

  private void binary(Op.Binary op) {
    if (op.canFail()) {
      failIf(text(op.right()) + " == 0", FailureKind.DIVISION_BY_ZERO, op.site(), "0", "0");
    }
    var type = op.result().scalar();
    define(op.result(), CExpressions.binary(op.op(), type, text(op.left()), text(op.right())));
  }

  private void load(Op.Load op) {
    var element = names.element(op.view(), op.indices());
    var type = op.result().scalar();
    if (indexValues.contains(op.result()) && names.isParameter(op.view())) {
      element = "ONCE(" + CType.inMemory(type) + ", " + element + ")";
    }
    define(op.result(), type.isBool() ? element + " != 0" : element);
  }

  private void local(Op.Local op) {
    var type = op.result().view();
    var sizeBytes = (long) type.element().sizeBytes();
    for (var dim : type.dims()) {
      if (!(dim instanceof Size.Constant(var extent)) || extent > STACK_BYTES) {
        return;
      }
      sizeBytes = Math.min(sizeBytes * Math.max(extent, 1), STACK_BYTES + 1);
    }
    if (stackBytes + sizeBytes > STACK_BYTES) {
      return;
    }
    stackBytes += sizeBytes;
    var name = CNames.variable(op.result());
    names.bind(op.result(), name);
    var count = sizeBytes / type.element().sizeBytes();
    out.line(CType.inMemory(type.element()) + " " + name + "[" + count + "];");
  }

  private void checkIndex(Op.CheckIndex op) {
    var index = text(op.index());
    var extent = text(op.extent());
    var outside = index + " < 0 || " + index + " >= " + extent;
    failIf(outside, FailureKind.INDEX_OUT_OF_RANGE, op.site(), index, extent);
    define(op.result(), index);
  }

  private void assertion(Op.Assert op) {
    var number = Integer.toString(layout.asserts().indexOf(op));
    failIf("!" + text(op.condition()), FailureKind.ASSERTION_FAILED, op.site(), number, "0");
  }

  private void failIf(String condition, FailureKind kind, int site, String index, String extent) {
    out.open("if (" + condition + ")");
    out.line("fail(record, " + kind + ", " + site + ", " + index + ", " + extent + ");");
    out.line("return;");
    out.close();
  }

  private void branch(Op.If op) {
    branch(
        op,
        op.results(),
        arm -> {
          region(arm);
          assign(op.results(), arm.results());
        });
  }

  /// A branch with `variables` declared before it and both arms printed by `arm`.
  void branch(Op.If op, List<Value> variables, Consumer<Region> arm) {
    variables.forEach(variable -> out.line(declaration(variable) + ";"));
    out.open("if (" + text(op.condition()) + ")");
    arm.accept(op.whenTrue());
    if (!op.whenFalse().ops().isEmpty() || !op.results().isEmpty()) {
      out.turn("else");
      arm.accept(op.whenFalse());
    }
    out.close();
  }

  private void whileLoop(Op.While op) {
    carry(op.results(), op.initial(), op.condition().parameters());
    bindAll(op.body().parameters(), op.results());
    out.open("for (;;)");
    region(op.condition());
    out.open("if (!" + text(op.condition().results().getFirst()) + ")");
    out.line("break;");
    out.close();
    region(op.body());
    assign(op.results(), op.body().results());
    out.close();
  }

  private void loop(Op.For op) {
    if (op.kind() instanceof LoopKind.Lanes(var count) && LaneEmitter.fits(op)) {
      if (!VectorEmitter.print(this, op, count, places.vectorBits())) {
        LaneEmitter.print(this, op, count);
      }
      return;
    }
    carry(op.results(), op.initial(), op.body().parameters().subList(1, op.initial().size() + 1));
    if (!op.kind().carriesValues() && !holdsLocal(op.body())) {
      out.line("INDEPENDENT");
    }
    out.open(header(op, CNames.variable(op.index()), 1));
    region(op.body());
    assign(op.results(), op.body().results());
    out.close();
  }

  String header(Op.For op, String index, int step) {
    var advance = step == 1 ? index + "++" : index + " += " + step;
    return "for (i64 %s = %s; %s < %s; %s)"
        .formatted(index, text(op.lower()), index, text(op.upper()), advance);
  }

  /// A local array is one piece of memory for all iterations: these are not independent then.
  private static boolean holdsLocal(Region region) {
    return region.ops().stream()
        .anyMatch(
            op -> op instanceof Op.Local || op.regions().stream().anyMatch(CEmitter::holdsLocal));
  }

  /// Variables named after the results, which stand for the region's parameters as well.
  void carry(List<Value> results, List<Value> initial, List<Value> parameters) {
    for (var i = 0; i < results.size(); i++) {
      out.line(declaration(results.get(i)) + " = " + text(initial.get(i)) + ";");
    }
    bindAll(parameters, results);
  }

  private void bindAll(List<Value> parameters, List<Value> results) {
    for (var i = 0; i < results.size(); i++) {
      names.bind(parameters.get(i), CNames.variable(results.get(i)));
    }
  }

  String declaration(Value value) {
    return CType.ofValue(value.scalar()) + " " + CNames.variable(value);
  }

  /// Assigns all at once: where a source is itself one of the targets, by way of constants.
  void assign(List<Value> targets, List<Value> sources) {
    var targetTexts = targets.stream().map(this::text).toList();
    var sourceTexts = sources.stream().map(this::text).toList();
    var needsCopies = sourceTexts.stream().anyMatch(targetTexts::contains);
    for (var i = 0; needsCopies && i < targets.size(); i++) {
      var target = targets.get(i);
      out.line(
          "const %s next%d = %s;"
              .formatted(CType.ofValue(target.scalar()), target.id(), sourceTexts.get(i)));
    }
    for (var i = 0; i < targets.size(); i++) {
      var source = needsCopies ? "next" + targets.get(i).id() : sourceTexts.get(i);
      if (!source.equals(targetTexts.get(i))) {
        out.line(targetTexts.get(i) + " = " + source + ";");
      }
    }
  }
}
