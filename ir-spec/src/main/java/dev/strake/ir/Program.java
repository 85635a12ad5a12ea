package dev.strake.ir;

import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;

/// Kernels, the functions they call, and where in the source each site is.
///
/// `sites` are described in a side table so that places in the source take no part in what a
/// program means: site k is row k - 1, site 0 is nowhere. Programs are equal if their functions and
/// kernels are.
public record Program(List<Func> functions, List<Kernel> kernels, List<SourceSpan> sites) {
  public Program {
    functions = List.copyOf(functions);
    kernels = List.copyOf(kernels);
    sites = List.copyOf(sites);
  }

  public Optional<Kernel> kernel(String name) {
    return kernels.stream().filter(k -> k.name().equals(name)).findFirst();
  }

  public Optional<Func> function(String name) {
    return functions.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /// The place of a site, if it is known.
  public Optional<SourceSpan> span(int site) {
    return site <= 0 || site > sites.size() ? Optional.empty() : Optional.of(sites.get(site - 1));
  }

  /// The same program with one kernel replaced by another of its name.
  public Program withKernel(Kernel replacement) {
    var replaced =
        kernels.stream().map(k -> k.name().equals(replacement.name()) ? replacement : k).toList();
    return new Program(functions, replaced, sites);
  }
}
