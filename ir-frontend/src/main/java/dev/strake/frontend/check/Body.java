package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.Source;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.Condition;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One body under check, with types chosen for its type parameters: what is known where the checker
/// stands, and what it found out so far.
final class Body {
  /// What the body belongs to.
  enum Owner {
    FUNCTION,
    /// With array parameters, so that its body is put in place of each call.
    FUNCTION_OF_ARRAYS,
    KERNEL,
    CONSTANT,
    TEST
  }

  private final Owner owner;
  private final Declarations declarations;
  private final Map<String, ScalarType> typeArguments;
  private final Ast.Completeness completeness;
  private final Mistakes mistakes;
  private final Set<FunctionHeader> called = new LinkedHashSet<>();
  private final List<Combinations.Use> combinations = new ArrayList<>();
  private final Set<String> reportedNames = new HashSet<>();
  private final Set<SourceSpan> typedByLiteral = new HashSet<>();
  private final Set<String> reductionIndices = new HashSet<>();
  private List<Ast.Binder> parallelBinders = List.of();
  private Scope scope = Scope.outermost();
  private final List<LaunchSize> launchSizes = new ArrayList<>();
  private List<Condition> conditions = List.of();
  private int depth;
  private final Map<Typed.Variable, Size> sizes = new HashMap<>();
  private int nextId;
  private boolean isWhole = true;

  /// `completeness` tells whether the whole body and its head could be read; if not, names that
  /// nobody declares are not mistakes of their own.
  Body(
      Owner owner,
      Declarations declarations,
      Map<String, ScalarType> typeArguments,
      Ast.Completeness completeness,
      Mistakes mistakes) {
    this.owner = owner;
    this.declarations = declarations;
    this.typeArguments = typeArguments;
    this.completeness = completeness;
    this.mistakes = mistakes;
  }

  boolean isFunction() {
    return owner == Owner.FUNCTION || owner == Owner.FUNCTION_OF_ARRAYS;
  }

  boolean mayMakeArrays() {
    return switch (owner) {
      case KERNEL, TEST, FUNCTION_OF_ARRAYS -> true;
      case FUNCTION, CONSTANT -> false;
    };
  }

  /// From here on these conditions on sizes hold.
  void assume(List<Typed.PlacedCondition> where) {
    conditions = where.stream().map(Typed.PlacedCondition::condition).toList();
  }

  boolean areEqual(Size left, Size right) {
    return new SizeEquality(conditions, this::isExtent).areEqual(left, right);
  }

  private boolean isExtent(String symbol) {
    return scope.find(symbol).orElse(null) instanceof Symbol.Extent;
  }

  /// The sizes that its local arrays need, in terms of its own extents.
  List<LaunchSize> launchSizes() {
    return launchSizes;
  }

  void needAtLaunch(LaunchSize size) {
    launchSizes.add(size);
  }

  /// What a function called here needs at launch. Of calls that go too deep, nothing: they are
  /// mistakes.
  List<LaunchSize> launchSizesOf(Instance function) {
    return depth > CallGraph.DEPTH_LIMIT
        ? List.of()
        : function.function().home().launchSizes(function, depth + 1);
  }

  /// This body is looked at on account of calls so many levels above.
  Body calledFrom(int levels) {
    depth = levels;
    return this;
  }

  boolean isTest() {
    return owner == Owner.TEST;
  }

  boolean isComplete() {
    return completeness == Ast.Completeness.COMPLETE;
  }

  Declarations declarations() {
    return declarations;
  }

  Source source() {
    return declarations.source();
  }

  Map<String, ScalarType> typeArguments() {
    return typeArguments;
  }

  Scope scope() {
    return scope;
  }

  void enter(Scope.Kind kind) {
    scope = scope.inner(kind);
  }

  /// Enters the scope of a loop; the innermost parallel one is kept for messages.
  void enterLoop(Ast.Stmt.For loop, Scope.Kind kind) {
    if (kind == Scope.Kind.PARALLEL) {
      parallelBinders = loop.binders();
    }
    enter(kind);
  }

  /// The binders of the last parallel loop entered, as written.
  String parallelBinders() {
    return parallelBinders.stream()
        .map(binder -> source().text(binder.span()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  void leave(Scope outer) {
    scope = outer;
  }

  void report(Diagnostic diagnostic) {
    mistakes.add(diagnostic);
  }

  /// Something could not be typed and is missing from the typed body.
  void leaveOut() {
    isWhole = false;
  }

  /// Whether the typed body says all that the text does.
  boolean isWhole() {
    return isWhole && isComplete() && mistakes.isEmpty();
  }

  void call(FunctionHeader function) {
    called.add(function);
  }

  /// The functions it calls, in order of their first call.
  Set<FunctionHeader> called() {
    return called;
  }

  /// The function combines the elements of a reduction or scan.
  void combine(Instance function, SourceSpan place) {
    combinations.add(new Combinations.Use(function, place));
  }

  /// The functions by which it combines elements.
  List<Combinations.Use> combinations() {
    return combinations;
  }

  Typed.Variable variable(Ast.Name name, ScalarType type, Typed.Variable.Kind kind) {
    return new Typed.Variable(nextId++, name.text(), type, kind, name.span());
  }

  /// Remembers the index of a reduction, which nobody knows behind its body.
  void reductionIndex(Ast.Name name) {
    reductionIndices.add(name.text());
  }

  /// Remembers that a declaration has its type from a literal, as in `var s = 0;`.
  void typedByLiteral(Ast.Name name) {
    typedByLiteral.add(name.span());
  }

  /// Whether what is declared at a place has its type from a literal.
  boolean isTypedByLiteral(SourceSpan declared) {
    return typedByLiteral.contains(declared);
  }

  /// The value of a variable is known before the kernel runs.
  void settle(Typed.Variable variable, Size size) {
    sizes.put(variable, size);
  }

  /// The value of a variable of a test is computed before what follows it: sizes may contain it by
  /// its name.
  void settle(Typed.Variable variable) {
    if (variable.kind() == Typed.Variable.Kind.LET && variable.type() == ScalarType.I64) {
      settle(variable, Size.of(variable.name()));
    }
  }

  /// What a variable is as a size, if it is known before the kernel runs.
  Optional<Size> size(Typed.Variable variable) {
    return switch (variable.kind()) {
      case PARAMETER ->
          Optional.of(Size.of(variable.name())).filter(_ -> variable.type() == ScalarType.I64);
      case LET -> Optional.ofNullable(sizes.get(variable));
      case VAR, INDEX -> Optional.empty();
    };
  }

  int freshId() {
    return nextId++;
  }

  /// Makes the name known from here on, unless it is known already. `_` stands for what nobody
  /// reads, as often as one likes.
  void declare(Symbol symbol, Ast.Name name) {
    if (name.text().isEmpty() || name.text().equals("_")) {
      return;
    }
    var before =
        scope
            .find(name.text())
            .map(Symbol::declared)
            .or(() -> declarations.ownConstant(name.text()).map(ConstantHeader::place));
    if (before.isPresent()) {
      report(HeaderReader.alreadyDeclared(name, before.get()));
      return;
    }
    scope.declare(symbol);
  }

  /// What the name stands for; nothing, with a report, if nobody declared it.
  Optional<Symbol> find(Ast.Name name) {
    var found = scope.find(name.text()).or(() -> constant(name));
    if (found.isEmpty()
        && isComplete()
        && declarations.areImportsComplete()
        && reportedNames.add(name.text())) {
      report(unknown(name));
    }
    return found;
  }

  /// The constant of this name, which a name declared in the body hides.
  private Optional<Symbol> constant(Ast.Name name) {
    var constants = declarations.constants(name.text());
    if (constants.size() <= 1) {
      return constants.stream().<Symbol>map(Symbol.Constant::new).findFirst();
    }
    if (reportedNames.add(name.text())) {
      report(ImportedNames.ambiguous(name, constants));
    }
    return Optional.of(new Symbol.Unknown(name.text(), name.span()));
  }

  /// The constant that a name stands for, if it stands for one.
  Optional<ConstantHeader> constantNamed(Ast.Name name) {
    var constants =
        scope.find(name.text()).isPresent()
            ? List.<ConstantHeader>of()
            : declarations.constants(name.text());
    return constants.size() == 1 ? Optional.of(constants.getFirst()) : Optional.empty();
  }

  private Diagnostic unknown(Ast.Name name) {
    var text = name.text();
    if (declarations.functionNames().contains(text) || Builtin.named(text).isPresent()) {
      return ErrorCode.NOT_A_VALUE
          .at(name.span(), text, "a function")
          .withHelp("call it: `" + text + "(...)`");
    }
    if (typeArguments.containsKey(text) || TypeClass.type(text).isPresent()) {
      return ErrorCode.NOT_A_VALUE
          .at(name.span(), text, "a type")
          .withHelp("a conversion is written `x as " + text + "`");
    }
    var unknown = ErrorCode.UNKNOWN_NAME.at(name.span(), text);
    return reductionIndices.contains(text)
        ? unknown.withHelp(
            "it is known in the body of its reduction alone; one of several parts stands in"
                + " parentheses: `sum[j in 0..n] (a[j] * b[j])`")
        : NearMatch.suggest(unknown, text, knownNames(), "");
  }

  private List<String> knownNames() {
    var known = new ArrayList<>(scope.all());
    known.addAll(declarations.constantNames());
    return known;
  }

  /// The range that an index runs over. Packs of axes are ranges by now, so any other name is none.
  Ast.Domain.Range range(Ast.Binder binder) {
    return switch (binder.domain()) {
      case Ast.Domain.Range range -> range;
      case Ast.Domain.Axes(var name) -> {
        var written = "0.." + name.text();
        report(
            ErrorCode.RANGE_WITHOUT_END
                .at(name.span())
                .withEdit("write `" + written + "`", name.span(), written));
        var missing = new Ast.Expr.Missing(name.span());
        yield new Ast.Domain.Range(missing, missing);
      }
    };
  }

  /// The scalar type of this name, here.
  Optional<ScalarType> type(Ast.Name name) {
    var type = Optional.ofNullable(typeArguments.get(name.text()));
    if (type.isPresent() || TypeClass.type(name.text()).isPresent()) {
      return type.or(() -> TypeClass.type(name.text()));
    }
    if (!name.text().isEmpty()) {
      var known = new ArrayList<>(typeArguments.keySet());
      known.addAll(HeaderReader.types());
      report(HeaderReader.unknownType(name, known));
    }
    return Optional.empty();
  }

  /// The text of an expression for a help line, in parentheses if it has several parts; `...` if it
  /// is long.
  String quoted(Ast.Expr expression) {
    var text = source().text(expression.span());
    return text.length() > 40 || text.contains("\n") ? "(...)" : operand(expression);
  }

  /// The text of an expression, in parentheses if it has several parts.
  String operand(Ast.Expr expression) {
    var text = source().text(expression.span());
    return switch (expression) {
      case Ast.Expr.Prefix _, Ast.Expr.Chain _, Ast.Expr.Compare _, Ast.Expr.Logical _ ->
          "(" + text + ")";
      case Ast.Expr.Cast _, Ast.Expr.If _, Ast.Expr.Reduce _, Ast.Expr.Scan _ -> "(" + text + ")";
      case Ast.Expr.IntegerLiteral _, Ast.Expr.DecimalLiteral _, Ast.Expr.BoolLiteral _ -> text;
      case Ast.Expr.Use _, Ast.Expr.Index _, Ast.Expr.Slice _, Ast.Expr.Pack _ -> text;
      case Ast.Expr.Call _, Ast.Expr.Tuple _, Ast.Expr.ArrayValue _, Ast.Expr.Missing _ -> text;
    };
  }

  List<Diagnostic.Label> labels(SourceSpan place, List<Diagnostic.Label> more) {
    var labels = new ArrayList<Diagnostic.Label>();
    labels.add(new Diagnostic.Label(place, ""));
    labels.addAll(more);
    return labels;
  }
}
