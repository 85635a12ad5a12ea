package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.ranges.AliasProver;
import java.util.ArrayList;
import java.util.List;

/// The pairs of parameters under which a kernel may be given one array. A launch allows them by the
/// kernel as written, so a pass that moves loads behind stores asks whether they are still allowed.
record SharedArrays(List<Pair> pairs) {
  /// A parameter that is stored to and one that is only read.
  record Pair(Parameter written, Parameter read) {}

  SharedArrays {
    pairs = List.copyOf(pairs);
  }

  static SharedArrays of(Kernel kernel) {
    var pairs = new ArrayList<Pair>();
    for (var written : kernel.parameters()) {
      for (var read : kernel.parameters()) {
        if (written.role().isWritten() && !read.role().isWritten() && mayBeOne(written, read)) {
          pairs.add(new Pair(written, read));
        }
      }
    }
    if (pairs.isEmpty()) {
      return new SharedArrays(List.of());
    }
    var prover = AliasProver.of(kernel);
    pairs.removeIf(pair -> !prover.mayShareElements(pair.written(), pair.read()));
    return new SharedArrays(pairs);
  }

  private static boolean mayBeOne(Parameter written, Parameter read) {
    return written.isView()
        && read.isView()
        && written.value().view().rank() == read.value().view().rank()
        && written.value().view().element() == read.value().view().element();
  }

  /// Whether `kernel`, made from the one these pairs are of, may be given them too.
  boolean areAllowedIn(Kernel kernel) {
    if (pairs.isEmpty()) {
      return true;
    }
    var prover = AliasProver.of(kernel);
    return pairs.stream().allMatch(pair -> prover.mayShareElements(pair.written(), pair.read()));
  }
}
