package dev.strake.ndarray.exec;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The backend `auto`: a policy over the others. All of them give the same bits, so which one runs
/// is a question of time alone, and may change from one call to the next.
///
/// - Scalar bytecode runs at once.
/// - C takes over at once where its library is on disk. Else a kernel that has run for some time is
///   compiled by the C compiler, if there is one, in the background.
/// - Vector bytecode is slow until the JVM has compiled it. So it gets some of the work, a small
///   share of the time, until it is measured to be faster.
/// - Where both are ready, the faster one stays.
///
/// Backends that can't run here, or don't take a kernel, are left out; a listener hears why.
public final class TieredBackend implements Backend {
  /// Its [#name].
  public static final String NAME = "auto";

  private static final String SCALAR = "scalar";
  private static final String VECTOR = "vector";
  private static final String C = "c";

  private final List<Backend> backends;
  private final TierEvent.Listener listener;

  private TieredBackend(List<Backend> backends, TierEvent.Listener listener) {
    this.backends = List.copyOf(backends);
    this.listener = listener;
  }

  /// A policy over these backends, of which it takes those it knows.
  public static TieredBackend of(List<Backend> backends) {
    return new TieredBackend(backends, TierEvent.Listener.NONE);
  }

  /// The same, with someone to hear what becomes of its kernels.
  public TieredBackend with(TierEvent.Listener other) {
    return new TieredBackend(backends, other);
  }

  private Optional<Backend> find(String name) {
    return backends.stream()
        .filter(backend -> backend.name().equals(name))
        .filter(backend -> backend.availability() instanceof Availability.Available)
        .findFirst();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    if (find(SCALAR).isEmpty()) {
      return new Availability.Unavailable("there is no backend " + SCALAR + " to begin with");
    }
    var later = new ArrayList<String>();
    find(C).ifPresent(_ -> later.add(C));
    find(VECTOR).ifPresent(_ -> later.add(VECTOR));
    return new Availability.Available(
        later.isEmpty() ? SCALAR : SCALAR + ", then " + String.join(" or ", later));
  }

  @Override
  public Form form() {
    return Form.SCHEDULED;
  }

  /// Those of the backend with the widest vectors: all backends then run the same scheduled kernel.
  @Override
  public List<CompileOptions> variants() {
    return find(VECTOR).or(() -> find(C)).or(() -> find(SCALAR)).orElseThrow().variants();
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return compileAll(List.of(kernel), options).getFirst();
  }

  @Override
  public List<CompiledKernel> compileAll(List<Kernel> kernels, CompileOptions options) {
    var tiers =
        new TieredKernels(
            kernels, options, find(SCALAR).orElseThrow(), find(VECTOR), find(C), listener);
    return tiers.kernels();
  }

  /// What runs first.
  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return find(SCALAR).orElseThrow().listing(kernel, options);
  }
}
