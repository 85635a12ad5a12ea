package dev.strake.ir.fuzz;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.KernelBuilder;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Writes a legal program and its inputs from a seed. The same seed gives the same, everywhere.
///
/// Programs are small, but have work for every pass: loops that become lanes with a tail, borders,
/// invariants, repeated and unused computations, constants. They end within some ten thousand
/// steps. Parallel loops are independent by construction; see [Field].
public final class ProgramGenerator {
  private final Draft draft;
  private final long seed;
  private final KernelBuilder kernel;

  private ProgramGenerator(long seed) {
    this.seed = seed;
    var random = new SplittableRandom(seed);
    var die = random.nextInt(100);
    var temper = die < 62 ? Draft.Temper.CALM : die < 97 ? Draft.Temper.RISKY : Draft.Temper.RACING;
    draft = new Draft(random, temper);
    kernel = KernelBuilder.named("fuzz_" + Long.toHexString(seed));
  }

  /// The case of this seed; what it holds is counted in `tally`.
  public static FuzzCase generate(long seed, Tally tally) {
    var generator = new ProgramGenerator(seed);
    var generated = generator.generate();
    tally.addAll(generator.draft.tally());
    count(generated, tally);
    return generated;
  }

  private FuzzCase generate() {
    for (var name : List.of("n", "m", "k").subList(0, 1 + draft.below(3))) {
      draft.symbols().put(name, Sizes.value(draft));
    }
    for (var count = draft.pick(0, 0, 1, 1, 2); count > 0; count--) {
      function("f" + draft.functions().size());
    }
    var parameters = new Parameters(draft, kernel);
    parameters.declare();
    conditions();
    var scene = Scene.of(draft, kernel.body(), Scene.Place.KERNEL);
    parameters.show(scene);
    scene.write(2);
    for (var count = draft.pick(1, 1, 2, 2, 3); count > 0; count--) {
      if (Construct.ELEMENTWISE.fits(scene) && draft.chance(45)) {
        draft.tally().count(Construct.ELEMENTWISE.label());
        Construct.ELEMENTWISE.add(scene);
      } else {
        Construct.PAR_LOOP.add(scene);
      }
    }
    if (draft.chance(40)) {
      scene.write(2);
    }
    storeSomething(scene);
    var functions = draft.functions().stream().map(Draft.Callee::function).toList();
    var program = new Program(functions, List.of(kernel.build()), draft.spans());
    var independence =
        draft.hasRaces() ? FuzzCase.Independence.RACES : FuzzCase.Independence.INDEPENDENT;
    return new FuzzCase(seed, program, parameters.inputs(), independence);
  }

  private static void storeSomething(Scene scene) {
    if (Construct.STORE.fits(scene)) {
      Construct.STORE.add(scene);
    }
  }

  private void function(String name) {
    var types = new ArrayList<ScalarType>();
    for (var count = draft.below(4); count > 0; count--) {
      types.add(draft.type());
    }
    var ids = Ids.from(0);
    var body = RegionBuilder.of(ids, types.stream().map(ids::fresh).toList());
    var before = draft.stepsLeft();
    var scene = Scene.of(draft, body, Scene.Place.FUNCTION);
    scene.write(5);
    var function = new Func(name, body.end(List.of(scene.any())));
    var steps = before - draft.stepsLeft();
    draft.spend(-steps);
    if (steps < 400) {
      draft.functions().add(new Draft.Callee(function, steps));
    }
  }

  private void conditions() {
    for (var count = draft.pick(0, 0, 0, 1, 2); count > 0; count--) {
      var left = Sizes.expression(draft, 1 << 20);
      var right = Sizes.expression(draft, 1 << 20);
      var order = Long.compare(draft.value(left), draft.value(right));
      var holding = order == 0 ? CompareOp.EQ : order < 0 ? CompareOp.LT : CompareOp.GT;
      var op =
          draft.temper() != Draft.Temper.RACING && draft.chance(4)
              ? draft.pick(CompareOp.values())
              : draft.pick(
                  holding,
                  holding == CompareOp.EQ ? CompareOp.LE : CompareOp.NE,
                  holding == CompareOp.LT ? CompareOp.LE : CompareOp.GE);
      kernel.where(new Condition(left, op, right, draft.site()));
    }
  }

  /// Every op with its type.
  private static void count(FuzzCase generated, Tally tally) {
    tally.count("programs");
    generated.program().functions().forEach(function -> count(function.body(), tally));
    Kernel written = generated.kernel();
    count(written.body(), tally);
    for (var parameter : written.parameters()) {
      if (parameter.isView()) {
        var view = parameter.value().view();
        tally.count("view " + parameter.role().mnemonic() + " rank " + view.rank());
        tally.count("view of " + view.element());
      }
    }
    for (var input : generated.inputs().values()) {
      tally.count("input " + kind(input));
    }
  }

  private static String kind(FuzzInput input) {
    return switch (input) {
      case FuzzInput.Scalar(var type, _) -> "scalar " + type;
      case FuzzInput.View(_, _, var arrangement, var broadcast, _) ->
          broadcast == FuzzInput.NO_AXIS ? "view " + arrangement : "view broadcast";
      case FuzzInput.Result(var arrangement) -> "result " + arrangement;
      case FuzzInput.Same _ -> "same view";
    };
  }

  private static void count(Region region, Tally tally) {
    for (var op : region.ops()) {
      tally.count("op " + name(op));
      op.regions().forEach(inner -> count(inner, tally));
    }
  }

  private static String name(Op op) {
    return switch (op) {
      case Op.Constant(var result, _) -> "const " + result.type();
      case Op.Unary(var result, var kind, _) -> kind.mnemonic() + " " + result.type();
      case Op.Binary(var result, var kind, _, _, _) -> kind.mnemonic() + " " + result.type();
      case Op.Compare(_, var kind, var left, _) -> kind.mnemonic() + " " + left.type();
      case Op.Select(var result, _, _, _) -> "select " + result.type();
      case Op.Fma(var result, _, _, _) -> "fma " + result.type();
      case Op.Cast(var result, var operand) -> "cast " + operand.type() + " " + result.type();
      case Op.Bitcast(var result, var from) -> "bitcast " + from.type() + " " + result.type();
      case Op.Complex(var result, _, _) -> "complex " + result.type();
      case Op.Part(_, var part, var operand) -> part.mnemonic() + " " + operand.type();
      case Op.Call _ -> "call";
      case Op.SizeOf _ -> "size";
      case Op.Local _ -> "local";
      case Op.Load(var result, _, _, _) -> "load " + result.type();
      case Op.Store(var view, _, _, _) -> "store " + view.view().element();
      case Op.CheckIndex _ -> "check_index";
      case Op.CheckNonEmpty _ -> "check_nonempty";
      case Op.Assert _ -> "assert";
      case Op.Print _ -> "print";
      case Op.If _ -> "if";
      case Op.While _ -> "while";
      case Op.For loop -> "for " + loop.kind().mnemonic();
      case Op.Reduce reduce -> "reduce " + reduce.combine().mnemonic();
      case Op.Scan scan -> "scan " + scan.combine().mnemonic();
      case Op.Scatter scatter ->
          "scatter " + scatter.op().mnemonic() + " " + scatter.outside().mnemonic();
    };
  }
}
