package dev.strake.ir.pass;

import dev.strake.ir.Func;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Puts a copy of the function's body in the place of each call, and drops the functions.
///
/// ```
/// func half(%0: f64) { %1 = const f64 0.5; %2 = mul %0, %1; yield %2 }
/// %7 = call half(%6)      ->      %8 = const f64 0.5
///                                 %9 = mul %6, %8          (%9 is read for %7)
/// ```
///
/// Ops keep the sites of the function's own text. Functions that call each other often grow
/// exponentially: [InlinedSize] counts first, so that a kernel beyond all limits is refused at
/// once.
public final class InlineCalls {
  private final Map<String, Func> functions;
  private final Ids ids;
  private final Substitution substitution = new Substitution();

  private InlineCalls(Map<String, Func> functions, Ids ids) {
    this.functions = functions;
    this.ids = ids;
  }

  public static Pass pass() {
    return new Pass("inline-calls", "replace calls by the functions' bodies", InlineCalls::rewrite);
  }

  private static Program rewrite(Program program) {
    var functions = program.functions().stream().collect(Collectors.toMap(Func::name, f -> f));
    var size = new InlinedSize(functions);
    program.kernels().forEach(size::requireSmall);
    var kernels = program.kernels().stream().map(kernel -> inlineInto(kernel, functions)).toList();
    return program.with(List.of(), kernels);
  }

  private static Kernel inlineInto(Kernel kernel, Map<String, Func> functions) {
    var inlining = new InlineCalls(functions, Ids.after(kernel));
    return kernel.withBody(inlining.region(kernel.body()));
  }

  private Region region(Region region) {
    var ops = new ArrayList<Op>();
    region.ops().forEach(op -> inline(op, ops));
    return new Region(region.parameters(), ops, substitution.of(region.results()));
  }

  private void inline(Op op, List<Op> into) {
    if (!(op instanceof Op.Call(var result, var name, var arguments))) {
      into.add(new OpMapping(value -> value, substitution::of, this::region).apply(op));
      return;
    }
    var callee = functions.get(name);
    var copied = new ArrayList<Op>();
    var results =
        new RegionCopy(ids).inline(callee.body(), substitution.of(arguments), copied::add);
    // The copy may hold calls itself; its values are fresh, so it is treated like any other code.
    copied.forEach(inner -> inline(inner, into));
    substitution.replace(result, results.getFirst());
  }
}
