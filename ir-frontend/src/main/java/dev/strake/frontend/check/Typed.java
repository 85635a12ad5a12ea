package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Order;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
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
  record Function(List<Variable> parameters, Block body) implements Typed {}

  /// A kernel for one choice of its type parameters; `parameters` are [Variable]s and [Array]s.
  record Kernel(List<Typed> parameters, List<PlacedCondition> where, Block body) implements Typed {}

  /// A launch condition and its place; the condition itself has no site yet.
  record PlacedCondition(Condition condition, SourceSpan span) implements Typed {}

  sealed interface Stmt extends Typed {
    /// Also an assignment, which declares nothing but gives the variable a new value.
    record Define(Variable variable, Expr value) implements Stmt {}

    /// `let array[indices] = value`; the indices run over the whole array.
    record Fill(Array array, List<Variable> indices, Expr value, SourceSpan span) implements Stmt {}

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

    record Assert(Expr condition, String message, SourceSpan span) implements Stmt {}

    record Return(Expr value) implements Stmt {}
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

    record Call(Instance function, ScalarType type, List<Expr> arguments) implements Expr {}

    record If(List<Arm> arms, Expr otherwise) implements Expr {
      @Override
      public ScalarType type() {
        return otherwise.type();
      }
    }

    record Arm(Expr condition, Expr value) {}

    /// With order `CHAIN` two body expressions whose products are summed, otherwise one.
    record Reduce(
        ReduceOp op, ReduceOrder order, List<Binder> binders, List<Expr> body, SourceSpan span)
        implements Expr {
      @Override
      public ScalarType type() {
        return body.getFirst().type();
      }
    }
  }
}
