package dev.strake.ir.phase;

import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Substitution;
import java.util.ArrayList;
import java.util.List;

/// Finds the parallel loops that are worth a phase of their own, in sequential loops and branches
/// too, and cuts a body around them.
final class BodyCutter {
  private final Definitions definitions;
  private final Ids ids;

  /// Loops end with the last values they carried: their results are the variables they carry.
  private final Substitution variables = new Substitution();

  BodyCutter(Definitions definitions, Ids ids) {
    this.definitions = definitions;
    this.ids = ids;
  }

  List<Node> cut(Region body) {
    return cut(body.ops(), List.of());
  }

  /// The nodes of `ops`, with `last` assigned after them.
  private List<Node> cut(List<Op> ops, List<Node.Assignment> last) {
    var nodes = new ArrayList<Node>();
    var straight = new ArrayList<Op>();
    for (var at = 0; at < ops.size(); at++) {
      var op = variables.of(ops.get(at));
      if (!isCut(ops.get(at), ops.subList(0, at))) {
        straight.add(op);
        continue;
      }
      var before = new ArrayList<Node.Assignment>();
      var node = node(op, before);
      nodes.add(new Node.Straight(straight, before));
      nodes.add(node);
      straight.clear();
    }
    nodes.add(new Node.Straight(straight, last(last)));
    nodes.removeIf(node -> node instanceof Node.Straight end && end.isEmpty());
    return nodes;
  }

  private List<Node.Assignment> last(List<Node.Assignment> assignments) {
    return assignments.stream()
        .map(each -> new Node.Assignment(each.variable(), variables.of(each.source())))
        .toList();
  }

  private boolean isCut(Op op, List<Op> before) {
    return switch (op) {
      case Op.For loop when loop.kind().carriesValues() -> holdsSplit(loop.body());
      case Op.For loop -> isSplit(loop, before);
      case Op.While loop -> holdsSplit(loop.body());
      case Op.If branch -> holdsSplit(branch.whenTrue()) || holdsSplit(branch.whenFalse());
      case Op.Flat _, Op.Bulk _ -> false;
    };
  }

  private boolean holdsSplit(Region region) {
    for (var at = 0; at < region.ops().size(); at++) {
      if (isCut(region.ops().get(at), region.ops().subList(0, at))) {
        return true;
      }
    }
    return false;
  }

  /// Not loops that are short for sure: over a known range, or the rest that fills no lanes.
  private boolean isSplit(Op.For loop, List<Op> before) {
    var isKnown =
        definitions.constant(loop.lower()).isPresent()
            && definitions.constant(loop.upper()).isPresent();
    return !isKnown && before.stream().noneMatch(other -> isRest(loop, other));
  }

  private static boolean isRest(Op.For loop, Op before) {
    return before instanceof Op.For other
        && other.kind() instanceof LoopKind.Lanes
        && other.upper().equals(loop.lower());
  }

  private Node node(Op op, List<Node.Assignment> before) {
    return switch (op) {
      case Op.For loop when loop.kind().carriesValues() -> repeated(loop, before);
      case Op.For loop ->
          new Node.Split(loop, variable(loop.lower(), before), variable(loop.upper(), before));
      case Op.While loop -> whileLoop(loop, before);
      case Op.If branch -> choice(branch, before);
      case Op.Flat _, Op.Bulk _ -> throw new IllegalArgumentException("nothing to cut in " + op);
    };
  }

  private Node repeated(Op.For loop, List<Node.Assignment> before) {
    var lower = variable(loop.lower(), before);
    var upper = variable(loop.upper(), before);
    var carried = loop.body().parameters().subList(1, loop.initial().size() + 1);
    assign(carried, loop.initial(), before);
    var next = assignments(carried, loop.body().results());
    var body = cut(loop.body().ops(), next);
    variables.replace(loop.results(), carried);
    return new Node.Repeated(loop.index(), lower, upper, body);
  }

  private Node whileLoop(Op.While loop, List<Node.Assignment> before) {
    var carried = loop.condition().parameters();
    assign(carried, loop.initial(), before);
    variables.replace(loop.body().parameters(), carried);
    var holds = ids.fresh(ScalarType.BOOL);
    var tested = new ArrayList<Op>();
    loop.condition().ops().forEach(op -> tested.add(variables.of(op)));
    var yielded = variables.of(loop.condition().results().getFirst());
    var condition = new Node.Straight(tested, List.of(new Node.Assignment(holds, yielded)));
    var body = cut(loop.body().ops(), assignments(carried, loop.body().results()));
    variables.replace(loop.results(), carried);
    return new Node.While(condition, holds, body);
  }

  private Node choice(Op.If branch, List<Node.Assignment> before) {
    var condition = variable(branch.condition(), before);
    var results = branch.results();
    var whenTrue = branch.whenTrue();
    var whenFalse = branch.whenFalse();
    return new Node.Choice(
        condition,
        cut(whenTrue.ops(), assignments(results, whenTrue.results())),
        cut(whenFalse.ops(), assignments(results, whenFalse.results())));
  }

  /// A variable of its own for what the launcher reads.
  private Value variable(Value source, List<Node.Assignment> before) {
    var variable = ids.fresh(source.type());
    before.add(new Node.Assignment(variable, source));
    return variable;
  }

  private static void assign(
      List<Value> targets, List<Value> sources, List<Node.Assignment> before) {
    before.addAll(assignments(targets, sources));
  }

  private static List<Node.Assignment> assignments(List<Value> targets, List<Value> sources) {
    var pairs = new ArrayList<Node.Assignment>();
    for (var k = 0; k < targets.size(); k++) {
      pairs.add(new Node.Assignment(targets.get(k), sources.get(k)));
    }
    return pairs;
  }
}
