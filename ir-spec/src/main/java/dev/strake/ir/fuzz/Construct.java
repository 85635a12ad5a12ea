package dev.strake.ir.fuzz;

import java.util.List;

/// One thing that programs are made of, and how chance writes it. A new op of the IR becomes a new
/// row of [#ALL].
interface Construct {
  /// All of them.
  List<Construct> ALL =
      List.of(
          new ScalarOps.Literal(),
          new ScalarOps.OneOperand(),
          new ScalarOps.TwoOperands(),
          new ScalarOps.Comparison(),
          new ScalarOps.Selection(),
          new ScalarOps.FusedMultiplyAdd(),
          new ScalarOps.ComplexNumber(),
          new ScalarOps.PartOfComplex(),
          new ScalarOps.Conversion(),
          new ScalarOps.Reinterpretation(),
          new ScalarOps.Repetition(),
          new ScalarOps.FunctionCall(),
          new Sizes.SizeValue(),
          new Memory.LoadElement(),
          new Memory.StoreElement(),
          new Memory.LocalArray(),
          new Checks.Assertion(),
          new Checks.IndexCheck(),
          new Checks.RangeCheck(),
          new Branches.ValueBranch(),
          new Branches.Border(),
          new Loops.Parallel(),
          new Elementwise(),
          new Loops.Sequential(),
          new Loops.CountedWhile(),
          new Loops.HalvingWhile(),
          new Reductions.Simple(),
          new Reductions.CustomReduction(),
          new Reductions.Scan(),
          new Reductions.Scatter());

  /// What the tally calls it.
  String name();

  /// How often it is chosen, compared with the others.
  int weight();

  /// Whether it can be written here.
  boolean fits(Scene scene);

  void add(Scene scene);

  /// Adds one that fits.
  static void addAny(Scene scene) {
    var fitting = ALL.stream().filter(construct -> construct.fits(scene)).toList();
    var draw = scene.draft().below(fitting.stream().mapToInt(Construct::weight).sum());
    for (var construct : fitting) {
      draw -= construct.weight();
      if (draw < 0) {
        scene.draft().tally().count("construct " + construct.name());
        construct.add(scene);
        scene.draft().spend(2 * scene.trips());
        return;
      }
    }
  }
}
