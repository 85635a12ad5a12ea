package dev.strake.frontend.ast;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;

/// A source file as written, each node with its place.
///
/// Chains of operators are flat lists, so the depth of a tree is the depth of nesting in the text,
/// which the reader limits: walking a tree by recursion is safe. What could not be read is
/// `Missing` and has been reported.
public sealed interface Ast {
  SourceSpan span();

  /// A name where it is written. An empty one could not be read.
  record Name(String text, SourceSpan span) implements Ast {}

  /// `complete` tells whether every declaration could be read.
  record File(
      List<Import> imports,
      List<Constant> constants,
      List<Function> functions,
      List<Kernel> kernels,
      List<Test> tests,
      Completeness completeness,
      SourceSpan span)
      implements Ast {}

  /// Whether something is absent from a tree because it could not be read.
  enum Completeness {
    COMPLETE,
    PARTIAL;

    /// Of two things together.
    public Completeness and(Completeness other) {
      return this == COMPLETE ? other : PARTIAL;
    }
  }

  /// `import std.math;` or `import "path/to/file.strake";`
  record Import(Origin origin, String path, SourceSpan span) implements Ast {}

  /// What the path of an import leads to.
  enum Origin {
    LIBRARY,
    FILE
  }

  /// `const N: i64 = 256;`
  record Constant(Name name, String doc, DeclaredType type, Expr value, SourceSpan span)
      implements Ast {}

  /// `test "name" { ... }`
  record Test(String name, Block body, SourceSpan span) implements Ast {}

  /// `@ufunc(int, float)`
  record Annotation(Name name, List<Name> arguments, SourceSpan span) implements Ast {}

  /// What functions and kernels have in common; `doc` is the text of the `///` lines before it.
  record Header(
      Name name,
      String doc,
      List<Annotation> annotations,
      List<TypeParameter> typeParameters,
      List<Parameter> parameters,
      Completeness completeness) {}

  /// `T: float`, or `T: f32 | f64` with two choices.
  record TypeParameter(Name name, List<Name> choices, SourceSpan span) implements Ast {}

  /// A parameter or a result; scalars have no `dims`. A pack of axes is an [Expr.Pack] among them.
  record Parameter(Name name, Role role, Name element, List<Expr> dims, SourceSpan span)
      implements Ast {}

  /// `results` are its types; there is at least one.
  record Function(Header header, List<Name> results, Block body, SourceSpan span) implements Ast {}

  /// `resultsRead` tells whether every result could be read.
  record Kernel(
      Header header,
      List<Parameter> results,
      Completeness resultsRead,
      List<Expr> where,
      Block body,
      SourceSpan span)
      implements Ast {}

  record Block(List<Stmt> statements, SourceSpan span) implements Ast {}

  /// `j in lower..upper`, or `r in s` for all indices of a pack of axes.
  record Binder(Name name, Domain domain, SourceSpan span) implements Ast {}

  /// What an index runs over.
  sealed interface Domain {
    record Range(Expr lower, Expr upper) implements Domain {}

    /// The pack `name`, or whatever else stands where a range should.
    record Axes(Name name) implements Domain {}
  }

  /// The type in a declaration: written, or that of the value. Scalars have no `dims`.
  sealed interface DeclaredType {
    record Written(Name element, List<Expr> dims) implements DeclaredType {}

    record OfValue() implements DeclaredType {}
  }

  sealed interface Stmt extends Ast {
    /// `let x: T = value;` or with `var`.
    record Declare(Mutability mutability, Name name, DeclaredType type, Expr value, SourceSpan span)
        implements Stmt {}

    /// `let (a, b) = value;` or with `var`; there are at least two names.
    record DeclareSeveral(Mutability mutability, List<Name> names, Expr value, SourceSpan span)
        implements Stmt {}

    /// `let e[j in 0..n] = value;`, with several names if the value has several parts.
    record LocalArray(
        Mutability mutability, List<Name> names, List<Binder> binders, Expr value, SourceSpan span)
        implements Stmt {}

    /// `target = value;` where the target is a name or an element.
    record Assign(Expr target, Expr value, SourceSpan span) implements Stmt {}

    /// `target += value;`
    record Update(Expr target, BinaryOp op, Expr value, SourceSpan span) implements Stmt {}

    /// `scatter target += value for i in 0..n oob drop;` where the target is an element.
    record Scatter(
        Expr.Index target,
        ScatterOp op,
        Expr value,
        List<Binder> binders,
        OutOfBounds outside,
        SourceSpan span)
        implements Stmt {}

    /// `kernel(arguments);`
    record CallKernel(Expr.Call call, SourceSpan span) implements Stmt {}

    /// `print "at", i;`
    record Print(List<Printed> parts, SourceSpan span) implements Stmt {}

    sealed interface Printed {
      record Text(String text) implements Printed {}

      record Value(Expr value) implements Printed {}
    }

    record For(Order order, List<Binder> binders, Block body, SourceSpan span) implements Stmt {}

    record While(Expr condition, Block body, SourceSpan span) implements Stmt {}

    record If(List<Branch> branches, Block otherwise, SourceSpan span) implements Stmt {}

    record Branch(Expr condition, Block body) {}

    record Assert(Expr condition, String message, SourceSpan span) implements Stmt {}

    record Return(Expr value, SourceSpan span) implements Stmt {}

    /// A statement that could not be read, with the block that followed, if one did.
    record Missing(Block rest, SourceSpan span) implements Stmt {}
  }

  enum Mutability {
    LET,
    VAR
  }

  enum Order {
    PAR,
    SEQ
  }

  sealed interface Expr extends Ast {
    /// Decimal or hexadecimal digits as written, a minus before them included.
    record IntegerLiteral(String digits, SourceSpan span) implements Expr {}

    /// As written; also `inf` and `nan`, with a minus or without.
    record DecimalLiteral(String digits, SourceSpan span) implements Expr {}

    record BoolLiteral(boolean value, SourceSpan span) implements Expr {}

    record Use(Name name) implements Expr {
      @Override
      public SourceSpan span() {
        return name.span();
      }
    }

    record Index(Name array, List<Expr> indices, SourceSpan span) implements Expr {}

    /// `x[i, .., lo..hi]`: some axes are kept, wholly or in part.
    record Slice(Name array, List<Subscript> subscripts, SourceSpan span) implements Expr {}

    sealed interface Subscript {
      record At(Expr index) implements Subscript {}

      record Whole(SourceSpan span) implements Subscript {}

      record Part(Expr lower, Expr upper) implements Subscript {}
    }

    /// `..s` among the extents of a parameter.
    record Pack(Name name, SourceSpan span) implements Expr {}

    /// `(a, b)`: what a function of several results returns, or a reduction of several combines.
    record Tuple(List<Expr> parts, SourceSpan span) implements Expr {}

    /// `[a, b]`: an array by its elements.
    record ArrayValue(List<Expr> elements, SourceSpan span) implements Expr {}

    record Call(Name function, List<Expr> arguments, SourceSpan span) implements Expr {}

    record Prefix(PrefixOp op, Expr operand, SourceSpan span) implements Expr {}

    /// `first op operand op operand ...`, grouped from the left, all of one precedence.
    record Chain(Expr first, List<Link> links, SourceSpan span) implements Expr {}

    /// `op operand` in a chain.
    record Link(BinaryOp op, Expr operand) {}

    record Compare(CompareOp op, Expr left, Expr right, SourceSpan span) implements Expr {}

    /// `a && b && c`, or with `||`.
    record Logical(LogicalOp op, List<Expr> operands, SourceSpan span) implements Expr {}

    record Cast(Expr operand, Name type, SourceSpan span) implements Expr {}

    record If(List<Arm> arms, Expr otherwise, SourceSpan span) implements Expr {}

    record Arm(Expr condition, Expr value) {}

    /// `sum@seq[j in 0..n] x[j]`; the body of `dot` has two expressions. `ofNothing` is what stands
    /// after `else`, if anything does.
    record Reduce(
        Name reduction,
        ReductionOrder order,
        List<Binder> binders,
        List<Expr> body,
        Optional<Expr> ofNothing,
        SourceSpan span)
        implements Expr {}

    /// `scan add[j in 0..n] x[j]`
    record Scan(Name combination, List<Binder> binders, List<Expr> body, SourceSpan span)
        implements Expr {}

    record Missing(SourceSpan span) implements Expr {}
  }

  enum PrefixOp {
    MINUS("-"),
    NOT("!"),
    INVERT("~");

    private final String symbol;

    PrefixOp(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum LogicalOp {
    AND("&&"),
    OR("||");

    private final String symbol;

    LogicalOp(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum ReductionOrder {
    UNWRITTEN,
    LANES,
    SEQ,
    CHAIN
  }
}
