package dev.strake.ir.schedule;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How each value of a parallel or lanes loop differs between neighbouring iterations.
///
/// Planning asks it whether a loop can run in lanes; backends ask it which values need registers of
/// lanes and which stay scalars.
public final class LaneAnalysis {
  private final Map<Integer, Shape> shapes = new HashMap<>();

  /// How a value changes from one lane to the next.
  public sealed interface Shape {
    Shape UNIFORM = new Uniform();
    Shape VARYING = new Varying();

    /// The same in every lane.
    record Uniform() implements Shape {}

    /// An `i64` that grows by `step` per lane.
    record Affine(long step) implements Shape {}

    /// Anything.
    record Varying() implements Shape {}
  }

  /// Which elements the lanes of one access touch.
  public enum Access {
    /// All lanes the same element.
    UNIFORM,
    /// Neighbouring lanes neighbouring elements in memory, ascending.
    CONTIGUOUS,
    /// Anything else.
    SCATTERED
  }

  private LaneAnalysis(Op.For loop) {
    shapes.put(loop.index().id(), new Shape.Affine(1));
    visit(loop.body());
  }

  /// Analyses a `par` or `lanes` loop without reductions and calls.
  public static LaneAnalysis of(Op.For loop) {
    if (loop.kind() instanceof LoopKind.Seq) {
      throw new IllegalArgumentException("a seq loop has no lanes");
    }
    return new LaneAnalysis(loop);
  }

  /// The shape of a value of the loop; values from outside are uniform.
  public Shape shape(Value value) {
    return shapes.getOrDefault(value.id(), Shape.UNIFORM);
  }

  public boolean isUniform(Value value) {
    return shape(value) instanceof Shape.Uniform;
  }

  public boolean isVarying(Value value) {
    return shape(value) instanceof Shape.Varying;
  }

  /// How the lanes of a load or store move through its view.
  public Access access(Value view, List<Value> indices) {
    if (indices.stream().allMatch(this::isUniform)) {
      return Access.UNIFORM;
    }
    var last = indices.getLast();
    var outer = indices.subList(0, indices.size() - 1);
    var isContiguous =
        view.view().layout().hasUnitInnerStride()
            && shape(last).equals(new Shape.Affine(1))
            && outer.stream().allMatch(this::isUniform);
    return isContiguous ? Access.CONTIGUOUS : Access.SCATTERED;
  }

  private void visit(Region region) {
    region.ops().forEach(this::visit);
  }

  private void visit(Op op) {
    switch (op) {
      case Op.Constant literal -> set(literal.result(), Shape.UNIFORM);
      case Op.Binary binary -> set(binary.result(), shapeOf(binary));
      case Op.Load load -> set(load.result(), shapeOf(load));
      case Op.If branch -> visitIf(branch);
      case Op.For loop -> visitSeq(loop);
      case Op.While loop -> visitWhile(loop);
      case Op.SizeOf _, Op.Local _, Op.Store _, Op.CheckNonEmpty _, Op.Assert _ -> {}
      case Op.Scalar _, Op.Call _, Op.CheckIndex _, Op.Reduce _ -> setFromOperands(op);
      case Op.Print _, Op.Scan _, Op.Scatter _ -> {}
    }
  }

  private void set(Value value, Shape shape) {
    shapes.put(value.id(), shape);
  }

  private void setFromOperands(Op op) {
    var isUniform = op.operands().stream().allMatch(this::isUniform);
    op.results().forEach(result -> set(result, isUniform ? Shape.UNIFORM : Shape.VARYING));
  }

  private Shape shapeOf(Op.Load load) {
    return access(load.view(), load.indices()) == Access.UNIFORM ? Shape.UNIFORM : Shape.VARYING;
  }

  /// Steps of `i64` add and subtract. They don't scale by literals: a literal may stand outside of
  /// the loop or inside, and the shape must not depend on that.
  private Shape shapeOf(Op.Binary op) {
    if (isUniform(op.left()) && isUniform(op.right())) {
      return Shape.UNIFORM;
    }
    if (op.result().type() != ScalarType.I64 || isVarying(op.left()) || isVarying(op.right())) {
      return Shape.VARYING;
    }
    var left = step(op.left());
    var right = step(op.right());
    return switch (op.op()) {
      case ADD -> ofStep(left + right);
      case SUB -> ofStep(left - right);
      case MUL, DIV, REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          Shape.VARYING;
    };
  }

  private long step(Value value) {
    return shape(value) instanceof Shape.Affine(var step) ? step : 0;
  }

  private static Shape ofStep(long step) {
    return step == 0 ? Shape.UNIFORM : new Shape.Affine(step);
  }

  private void visitIf(Op.If branch) {
    visit(branch.whenTrue());
    visit(branch.whenFalse());
    for (var k = 0; k < branch.results().size(); k++) {
      var isUniform =
          isUniform(branch.condition())
              && isUniform(branch.whenTrue().results().get(k))
              && isUniform(branch.whenFalse().results().get(k));
      set(branch.results().get(k), isUniform ? Shape.UNIFORM : Shape.VARYING);
    }
  }

  /// A loop inside: a carried value is uniform if it starts so and every turn leaves it so.
  private void visitSeq(Op.For loop) {
    var isUniformCount = isUniform(loop.lower()) && isUniform(loop.upper());
    set(loop.index(), isUniformCount ? Shape.UNIFORM : Shape.VARYING);
    var carried = loop.body().parameters().subList(1, loop.body().parameters().size());
    settle(
        carried, loop.initial(), loop.body().results(), () -> visit(loop.body()), isUniformCount);
    copyShapes(carried, loop.results());
  }

  private void visitWhile(Op.While loop) {
    var carried = loop.body().parameters();
    var tested = loop.condition().parameters();
    Runnable turn =
        () -> {
          copyShapes(carried, tested);
          visit(loop.condition());
          visit(loop.body());
        };
    settle(carried, loop.initial(), loop.body().results(), turn, true);
    if (!isUniform(loop.condition().results().getFirst())) {
      settle(carried, loop.initial(), loop.body().results(), turn, false);
    }
    copyShapes(carried, loop.results());
  }

  /// Visits a loop body until the shapes of its carried values no longer change.
  private void settle(
      List<Value> carried,
      List<Value> initial,
      List<Value> next,
      Runnable visitBody,
      boolean mayBeUniform) {
    for (var k = 0; k < carried.size(); k++) {
      var starts = mayBeUniform && isUniform(initial.get(k));
      set(carried.get(k), starts ? Shape.UNIFORM : Shape.VARYING);
    }
    var changed = true;
    while (changed) {
      visitBody.run();
      changed = false;
      for (var k = 0; k < carried.size(); k++) {
        if (isUniform(carried.get(k)) && !isUniform(next.get(k))) {
          set(carried.get(k), Shape.VARYING);
          changed = true;
        }
      }
    }
  }

  private void copyShapes(List<Value> from, List<Value> to) {
    for (var k = 0; k < to.size(); k++) {
      set(to.get(k), shape(from.get(k)));
    }
  }
}
