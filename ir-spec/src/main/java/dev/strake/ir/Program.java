package dev.strake.ir;

import dev.strake.ir.diag.SourceLines;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;

/// Kernels, the functions they call, and where in the source each site is.
///
/// `sites` are described in a side table so that places in the source take no part in what a
/// program means: site k is row k - 1, site 0 is nowhere. `sources` are the texts those places lie
/// in, as far as they are known; neither the text nor the binary form keeps them.
public record Program(
    List<Func> functions, List<Kernel> kernels, List<SourceSpan> sites, SourceLines sources) {
  public Program {
    functions = List.copyOf(functions);
    kernels = List.copyOf(kernels);
    sites = List.copyOf(sites);
  }

  /// A program whose source texts are not known.
  public Program(List<Func> functions, List<Kernel> kernels, List<SourceSpan> sites) {
    this(functions, kernels, sites, SourceLines.NONE);
  }

  /// The same program with more source texts.
  public Program withSources(SourceLines more) {
    return new Program(functions, kernels, sites, sources.with(more));
  }

  /// Other functions and kernels with the same places.
  public Program with(List<Func> newFunctions, List<Kernel> newKernels) {
    return new Program(newFunctions, newKernels, sites, sources);
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
    return with(functions, replaced);
  }
}
