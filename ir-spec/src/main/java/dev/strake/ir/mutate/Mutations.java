package dev.strake.ir.mutate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Every mutation there is, and draws from them.
public final class Mutations {
  private Mutations() {}

  /// All mutations of every family, in a fixed order.
  public static List<Mutation> all() {
    return Stream.<List<? extends Mutation>>of(
            ScalarMutations.all(),
            ExtremeMutations.all(),
            FloatMutations.all(),
            CastMutations.all(),
            ConstantMutations.all(),
            LoopMutations.all(),
            CarryMutations.all(),
            BranchMutations.all(),
            MemoryMutations.all(),
            StrideMutation.all(),
            CheckMutations.all(),
            ReductionMutations.all(),
            OrderMutations.all(),
            CustomMutations.all(),
            ScanMutations.all(),
            ScatterMutations.all(),
            HalfMutations.all(),
            ComplexMutations.all())
        .<Mutation>flatMap(List::stream)
        .toList();
  }

  /// Distinct mutations that are `applicable`, each family as likely as another; fewer than `count`
  /// only if there are no more. The same for the same seed.
  public static List<Mutation> random(long seed, int count, Predicate<Mutation> applicable) {
    var random = new Random(seed);
    Map<Family, List<Mutation>> left = new EnumMap<>(Family.class);
    for (var mutation : all()) {
      left.computeIfAbsent(mutation.family(), _ -> new ArrayList<>()).add(mutation);
    }
    left.values().forEach(list -> Collections.shuffle(list, random));
    var drawn = new ArrayList<Mutation>();
    while (drawn.size() < count && !left.isEmpty()) {
      var families = new ArrayList<>(left.keySet());
      var family = families.get(random.nextInt(families.size()));
      drawFrom(left.get(family), applicable, drawn);
      left.values().removeIf(List::isEmpty);
    }
    return List.copyOf(drawn);
  }

  /// Moves the last mutation that applies, and drops those after it that don't.
  private static void drawFrom(
      List<Mutation> left, Predicate<Mutation> applicable, List<Mutation> drawn) {
    while (!left.isEmpty()) {
      var candidate = left.removeLast();
      if (applicable.test(candidate)) {
        drawn.add(candidate);
        return;
      }
    }
  }
}
