package dev.strake.ir.fuzz;

import dev.strake.ir.ScalarType;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One thing that programs are made of: how often it is chosen compared with the others, where it
/// can be written, and how chance writes it. A new op of the IR becomes a new row.
enum Construct {
  CONSTANT(4, _ -> true, ScalarOps::constant),
  UNARY(8, scene -> scene.has(ScalarOps::isUnaryOperand), ScalarOps::unary),
  BINARY(26, scene -> scene.has(ScalarOps::isBinaryOperand), ScalarOps::binary),
  COMPARE(6, scene -> scene.has(ScalarRules::compares), ScalarOps::condition),
  SELECT(6, Scene::hasValues, ScalarOps::select),
  FMA(5, scene -> scene.has(ScalarOps::isFusedOperand), ScalarOps::fma),
  COMPLEX(4, scene -> scene.has(ScalarType::isFloat), ScalarOps::complex),
  PART(6, scene -> scene.has(ScalarType::isComplex), ScalarOps::part),
  CAST(10, Scene::hasValues, ScalarOps::cast),
  BITCAST(4, Scene::hasValues, ScalarOps::bitcast),
  REPETITION(4, scene -> scene.has(ScalarOps::isBinaryOperand), ScalarOps::repetition),
  CALL(5, ScalarOps::mayCall, ScalarOps::call),
  SIZE(3, scene -> scene.place().hasMemory(), Sizes::size),
  LOAD(22, Memory::mayLoad, Memory::load),
  STORE(14, Memory::mayStore, Memory::store),
  LOCAL_ARRAY(4, Memory::mayDeclare, Memory::declare),
  ASSERT(2, Checks::mayAssert, Checks::claim),
  CHECK_INDEX(2, Checks::mayCheckIndex, Checks::checkIndex),
  CHECK_NONEMPTY(1, scene -> scene.place().hasMemory(), Checks::checkNonEmpty),
  IF(5, Scene::mayNest, Branches::onValue),
  BORDER(5, scene -> scene.mayNest() && !scene.indices().isEmpty(), Branches::onIndex),
  PAR_LOOP(14, Loops::mayShare, Loops::parallel),
  ELEMENTWISE(10, Elementwise::fits, Elementwise::add),
  SEQ_LOOP(8, scene -> Loops.mayRepeat(scene, 10, 1), Loops::sequential),
  WHILE(3, scene -> Loops.mayRepeat(scene, 20, Loops.MOST_COUNTED), Loops::counted),
  WHILE_HALVING(1, Loops::mayHalve, Loops::halving),
  REDUCE(8, scene -> Reductions.mayReduce(scene, 8), Reductions::reduce),
  REDUCE_CUSTOM(3, scene -> Reductions.mayReduce(scene, 8), Reductions::reduceCustom),
  SCAN(3, scene -> Reductions.mayReduce(scene, 16), Reductions::scan),
  SCATTER(3, Reductions::mayScatter, Reductions::scatter);

  private final int weight;
  private final Predicate<Scene> fits;
  private final Consumer<Scene> writer;

  Construct(int weight, Predicate<Scene> fits, Consumer<Scene> writer) {
    this.weight = weight;
    this.fits = fits;
    this.writer = writer;
  }

  /// What the tally calls it.
  String label() {
    return "construct " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether it can be written here.
  boolean fits(Scene scene) {
    return fits.test(scene);
  }

  void add(Scene scene) {
    writer.accept(scene);
  }

  /// Adds one that fits.
  static void addAny(Scene scene) {
    var fitting = Arrays.stream(values()).filter(construct -> construct.fits(scene)).toList();
    var draw = scene.draft().below(fitting.stream().mapToInt(construct -> construct.weight).sum());
    for (var construct : fitting) {
      draw -= construct.weight;
      if (draw < 0) {
        scene.draft().tally().count(construct.label());
        construct.add(scene);
        scene.draft().spend(2 * scene.trips());
        return;
      }
    }
  }
}
