package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Order;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.Condition;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;

/// A body with every name and type resolved, ready to lower. It has no mistakes.
public sealed interface Typed {
  /// A scalar with a name. `id` tells apart what has the same name.
  record Variable(int id, String name, ScalarType type, Kind kind, SourceSpan declared)
      implements Typed {
    public enum Kind {
      PARAMETER("a parameter"),
      LET("declared with `let`"),
      VAR("a variable"),
      INDEX("the index of a loop");

      private final String description;

      Kind(String description) {
        this.description = description;
      }

      String description() {
        return description;
      }
    }
  }

  /// A view or local array with a name. A scalar result has no `dims`.
  record Array(
      int id,
      String name,
      Storage storage,
      ScalarType element,
      List<Size> dims,
      SourceSpan declared)
      implements Typed {
    public enum Storage {
      IN(Role.IN, "an input"),
      INOUT(Role.INOUT, "an inout parameter"),
      OUT(Role.OUT, "a result"),
      LOCAL(Role.IN, "a local array declared with `let`");

      private final Role role;
      private final String description;

      Storage(Role role, String description) {
        this.role = role;
        this.description = description;
      }

      static Storage of(Role role) {
        return switch (role) {
          case IN -> IN;
          case INOUT -> INOUT;
          case OUT -> OUT;
        };
      }

      public Role role() {
        return role;
      }

      String description() {
        return description;
      }
    }
  }

  /// `index` over `lower..upper`.
  record Binder(Variable index, Expr lower, Expr upper) implements Typed {}

  record Block(List<Stmt> statements) implements Typed {}

  /// A function for one choice of its type parameters. Its body ends in `Return`, or in an `If`
  /// whose blocks do.
  record Function(List<Variable> parameters, List<Array> arrays, Block body) implements Typed {}

  /// A kernel for one choice of its type parameters; `parameters` are [Variable]s and [Array]s.
  record Kernel(List<Typed> parameters, List<PlacedCondition> where, Block body) implements Typed {}

  /// A launch condition and its place; the condition itself has no site yet.
  record PlacedCondition(Condition condition, SourceSpan span) implements Typed {}

  sealed interface Stmt extends Typed {
    /// Also an assignment, which declares nothing but gives the variable a new value.
    record Define(Variable variable, Expr value) implements Stmt {}

    /// `let (a, b) = value`
    record DefineSeveral(List<Variable> variables, Several value) implements Stmt {}

    /// `let array[indices] = value`; the indices run over the whole array.
    record Fill(List<Array> arrays, List<Variable> indices, Several value, SourceSpan span)
        implements Stmt {}

    /// `let (a, b)[j in 0..n] = scan ...`; the indices run over the whole arrays.
    record Scan(
        List<Array> arrays,
        List<Variable> indices,
        Combination combination,
        Several elements,
        SourceSpan span)
        implements Stmt {}

    record Store(Array array, List<Expr> indices, Expr value, SourceSpan span) implements Stmt {}

    /// `array[indices] = array[indices] op value`, the indices evaluated once.
    record Update(Array array, List<Expr> indices, BinaryOp op, Expr value, SourceSpan span)
        implements Stmt {}

    /// `scatter target[indices] op= value for binders`
    record Scatter(
        Array target,
        List<Expr> indices,
        ScatterOp op,
        Expr value,
        List<Binder> binders,
        OutOfBounds outside,
        SourceSpan span)
        implements Stmt {}

    record For(Order order, List<Binder> binders, Block body) implements Stmt {}

    record While(Expr condition, Block body, SourceSpan span) implements Stmt {}

    record If(List<Branch> branches, Block otherwise) implements Stmt {}

    record Branch(Expr condition, Block body) {}

    /// Shows the values, each after its text, and the last text.
    record Print(List<String> texts, List<Expr> values, SourceSpan span) implements Stmt {}

    record Assert(Expr condition, String message, SourceSpan span) implements Stmt {}

    record Return(Several value) implements Stmt {}
  }

  sealed interface Expr extends Typed {
    ScalarType type();

    record Literal(ScalarType type, long bits) implements Expr {}

    record Use(Variable variable) implements Expr {
      @Override
      public ScalarType type() {
        return variable.type();
      }
    }

    /// The extent named `symbol`.
    record Extent(String symbol) implements Expr {
      @Override
      public ScalarType type() {
        return ScalarType.I64;
      }
    }

    record Element(Array array, List<Expr> indices, SourceSpan span) implements Expr {
      @Override
      public ScalarType type() {
        return array.element();
      }
    }

    /// An array or a part of one, as an argument; a subscript for each axis of the array.
    record Slice(Array array, List<Subscript> subscripts, SourceSpan span) implements Expr {
      @Override
      public ScalarType type() {
        return array.element();
      }

      /// How many axes it has.
      int rank() {
        return (int) subscripts.stream().filter(s -> !(s instanceof Subscript.At)).count();
      }
    }

    record Unary(UnaryOp op, Expr operand) implements Expr {
      @Override
      public ScalarType type() {
        return operand.type();
      }
    }

    /// `first op operand op operand ...`, grouped from the left.
    record Chain(Expr first, List<Link> links) implements Expr {
      @Override
      public ScalarType type() {
        return first.type();
      }
    }

    /// `op operand` in a chain; `span` covers the chain up to here.
    record Link(BinaryOp op, Expr operand, SourceSpan span) {}

    record Compare(CompareOp op, Expr left, Expr right) implements Expr {
      @Override
      public ScalarType type() {
        return ScalarType.BOOL;
      }
    }

    /// Evaluates its operands from the left until one decides: `AND` or `OR`.
    record Logical(BinaryOp op, List<Expr> operands) implements Expr {
      @Override
      public ScalarType type() {
        return ScalarType.BOOL;
      }
    }

    record Cast(ScalarType type, Expr operand) implements Expr {}

    record Bitcast(ScalarType type, Expr operand) implements Expr {}

    record Select(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {
      @Override
      public ScalarType type() {
        return whenTrue.type();
      }
    }

    record Fma(Expr a, Expr b, Expr c) implements Expr {
      @Override
      public ScalarType type() {
        return a.type();
      }
    }

    /// The complex number with these parts.
    record Complex(Expr real, Expr imaginary) implements Expr {
      @Override
      public ScalarType type() {
        return real.type().complex();
      }
    }

    /// One part of a complex number.
    record Part(ComplexPart part, Expr operand) implements Expr {
      @Override
      public ScalarType type() {
        return operand.type().component();
      }
    }

    record Call(Instance function, ScalarType type, List<Expr> arguments) implements Expr {}

    record If(List<Arm> arms, Expr otherwise) implements Expr {
      @Override
      public ScalarType type() {
        return otherwise.type();
      }
    }

    record Arm(Expr condition, Expr value) {}

    /// One component of what a reduction gives.
    record Reduce(Reduction reduction, int component) implements Expr {
      @Override
      public ScalarType type() {
        return reduction.types().get(component);
      }
    }
  }

  /// What a slice takes of an axis.
  sealed interface Subscript extends Typed {
    record At(Expr index, SourceSpan span) implements Subscript {}

    record Whole() implements Subscript {}

    record Part(Expr lower, Expr upper) implements Subscript {}
  }

  /// What gives one or several values.
  sealed interface Several extends Typed {
    List<ScalarType> types();

    /// Each by an expression of its own.
    record Tuple(List<Expr> parts) implements Several {
      @Override
      public List<ScalarType> types() {
        return parts.stream().map(Expr::type).toList();
      }
    }

    /// Of a function of several results.
    record Call(Instance function, List<ScalarType> types, List<Expr> arguments)
        implements Several {}

    record If(List<Arm> arms, Several otherwise) implements Several {
      @Override
      public List<ScalarType> types() {
        return otherwise.types();
      }
    }

    record Arm(Expr condition, Several value) {}

    record Reduce(Reduction reduction) implements Several {
      @Override
      public List<ScalarType> types() {
        return reduction.types();
      }
    }
  }

  /// With order `CHAIN` two body expressions whose products are summed, otherwise as many as an
  /// element has components.
  record Reduction(
      Combination combination,
      ReduceOrder order,
      List<Binder> binders,
      Several body,
      OfNothing ofNothing,
      SourceSpan span)
      implements Typed {
    public List<ScalarType> types() {
      return order == ReduceOrder.CHAIN ? body.types().subList(0, 1) : body.types();
    }
  }

  /// How two elements become one.
  sealed interface Combination extends Typed {
    record Builtin(ReduceOp op) implements Combination {}

    /// A function of the components of both.
    record ByFunction(Instance function) implements Combination {}

    /// Of two elements with components (value, index) the smaller value (`LT`) or the larger one
    /// (`GT`), a NaN before numbers, and of equal values the one with the smaller index.
    record Extreme(CompareOp better) implements Combination {}
  }

  /// What a reduction of nothing gives.
  sealed interface OfNothing extends Typed {
    /// What its combination declares: a value, or a failure.
    record Usual() implements OfNothing {}

    /// What stands after `else`, evaluated only then.
    record Value(Several value) implements OfNothing {}
  }
}
