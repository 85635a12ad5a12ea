package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.check.Typed.Expr;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what the extents of a function's array parameters are at a call. Extents of one name must
/// be equal as sizes: that they happen to be equal in a run is not enough.
final class ExtentAgreement {
  /// Ends the part of a symbol's name that people read; what follows tells apart what is named
  /// alike. Such symbols are not known when the kernel starts.
  private static final String MARK = "#";

  private final Body body;
  private final FunctionHeader function;
  private final Map<String, Bound> bound = new HashMap<>();

  /// Of each argument.
  private final List<List<Size>> extents = new ArrayList<>();

  /// What an extent is, and by which argument.
  private record Bound(Size size, SourceSpan place) {}

  private ExtentAgreement(Body body, FunctionHeader function) {
    this.body = body;
    this.function = function;
  }

  /// Whether the call is right; a report if not.
  static boolean check(Body body, Instance instance, List<Expr> arguments, SourceSpan call) {
    var agreement = new ExtentAgreement(body, instance.function());
    return !instance.function().hasArrays()
        || agreement.agree(arguments) && agreement.haveLaunchSizes(instance, call);
  }

  private boolean agree(List<Expr> arguments) {
    var parameters = function.tree().header().parameters();
    for (var i = 0; i < arguments.size(); i++) {
      extents.add(arguments.get(i) instanceof Expr.Slice slice ? extents(slice) : List.of());
      bind(parameters.get(i).name().text(), i, arguments.get(i));
    }
    var agree = true;
    for (var i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Expr.Slice slice) {
        agree &= agree(i, slice);
      }
    }
    return agree;
  }

  private void bind(String parameter, int number, Expr argument) {
    if (!(argument instanceof Expr.Slice slice)) {
      size(argument).ifPresent(size -> bound.put(parameter, new Bound(size, function.place())));
      return;
    }
    var dims = function.dims().get(number);
    for (var axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) instanceof Size.Symbol(var name)) {
        bound.putIfAbsent(name, new Bound(extents.get(number).get(axis), slice.span()));
      }
    }
  }

  private Optional<Size> size(Expr expression) {
    return TypedSizes.of(expression, ExtentAgreement::leaf);
  }

  private static Optional<Size> leaf(Expr leaf) {
    return switch (leaf) {
      case Expr.Extent(var name) -> Optional.of(Size.of(name));
      case Expr.Use(var variable) ->
          switch (variable.kind()) {
            case PARAMETER -> Optional.of(Size.of(variable.name()));
            case LET, INDEX -> Optional.of(Size.of(variable.name() + MARK + variable.id()));
            case VAR -> Optional.empty();
          };
      case Expr _ -> Optional.empty();
    };
  }

  private List<Size> extents(Expr.Slice slice) {
    var extents = new ArrayList<Size>();
    for (var axis = 0; axis < slice.subscripts().size(); axis++) {
      switch (slice.subscripts().get(axis)) {
        case Typed.Subscript.At _ -> {}
        case Typed.Subscript.Whole _ -> extents.add(slice.array().dims().get(axis));
        case Typed.Subscript.Part(var lower, var upper) -> extents.add(between(lower, upper));
      }
    }
    return extents;
  }

  private Size between(Expr lower, Expr upper) {
    return size(lower)
        .flatMap(low -> size(upper).map(high -> TypedSizes.between(low, high)))
        .orElseGet(() -> Size.of("an unknown length" + MARK + body.freshId()));
  }

  private boolean agree(int number, Expr.Slice slice) {
    var dims = function.dims().get(number);
    for (var axis = 0; axis < dims.size(); axis++) {
      var dim = dims.get(axis);
      var found = extents.get(number).get(axis);
      var expected = dim.replaced(name -> bound.get(name).size());
      if (!body.areEqual(expected, found)) {
        body.report(difference(dim, expected, found, slice));
        return false;
      }
    }
    return true;
  }

  private Diagnostic difference(Size dim, Size expected, Size found, Expr.Slice slice) {
    var first = dim.symbols().stream().findFirst().map(name -> bound.get(name).place());
    var text = text(slice.span());
    if (first.isEmpty()) {
      return ErrorCode.FIXED_EXTENT.at(slice.span(), text, shown(found), shown(expected));
    }
    return ErrorCode.EXTENTS_DIFFER
        .at(slice.span(), shown(dim), shown(expected), text(first.get()), shown(found), text)
        .withLabels(Labels.pair(slice.span(), first.get(), "here it is " + shown(expected)))
        .withHelp(wayOut(expected, found));
  }

  private String wayOut(Size expected, Size found) {
    var canBeSaid = !body.isFunction() && isLaunchSize(expected) && isLaunchSize(found);
    return canBeSaid
        ? "if they are always equal, say so: `where %s == %s`"
            .formatted(shown(expected), shown(found))
        : "pass parts of equal size";
  }

  private String text(SourceSpan place) {
    return body.source().text(place);
  }

  /// As people write it; that a section is never shorter than nothing goes without saying.
  private static String shown(Size size) {
    return switch (size) {
      case Size.Constant _ -> size.toString();
      case Size.Symbol(var name) ->
          name.contains(".") ? ".." + name.replaceAll("\\..*", "") : name.split(MARK)[0];
      case Size.Combined(var operator, var left, var right)
          when operator == Size.Operator.MAX && right.equals(Size.of(0)) ->
          shown(left);
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD -> shown(left) + " + " + shown(right);
            case SUB -> shown(left) + " - " + operand(right);
            case MUL, FLOORDIV, FLOORMOD ->
                operand(left) + " " + operator.mnemonic() + " " + operand(right);
            case MIN, MAX -> operator.mnemonic() + "(" + shown(left) + ", " + shown(right) + ")";
          };
    };
  }

  private static String operand(Size size) {
    var text = shown(size);
    return text.contains(" ") && !text.endsWith(")") ? "(" + text + ")" : text;
  }

  private static boolean isLaunchSize(Size size) {
    return size.symbols().stream().noneMatch(name -> name.contains(MARK));
  }

  /// Whether the local arrays of the function can be made at the call; if this is a function too,
  /// its callers are asked in turn.
  private boolean haveLaunchSizes(Instance instance, SourceSpan call) {
    var needed = body.launchSizesOf(instance);
    if (!needed.isEmpty() && body.scope().isWithinElement()) {
      body.report(
          ErrorCode.LOCAL_ARRAY_IN_ELEMENT
              .at(call, function.name())
              .withLabels(Labels.pair(call, needed.getFirst().place(), "it is made here"))
              .withHelp("call it in a loop before, and keep the values in a local array"));
      return false;
    }
    for (var launch : needed) {
      var size = launch.size().replaced(this::atLaunch);
      if (!isLaunchSize(size)) {
        body.report(
            ErrorCode.SIZE_NOT_AT_LAUNCH
                .at(call)
                .withLabels(Labels.pair(call, launch.place(), "this array is made in the call"))
                .withHelp("pass whole axes, `x` or `x[i, ..]`"));
        return false;
      }
      body.needAtLaunch(new LaunchSize(size, launch.place()));
    }
    return true;
  }

  private Size atLaunch(String name) {
    return bound.containsKey(name) ? bound.get(name).size() : Size.of(name + MARK);
  }
}
