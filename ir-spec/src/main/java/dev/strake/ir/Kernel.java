package dev.strake.ir;

import java.util.List;
import java.util.Optional;

/// An entry point: parameters and results, launch conditions, and a body that yields nothing.
///
/// `launchChecks` are accesses proved in range once per launch instead of once per element; the
/// pass `CheckBounds` puts them there, programs as written have none.
public record Kernel(
    String name,
    List<Parameter> parameters,
    List<Condition> where,
    List<LaunchCheck> launchChecks,
    Region body) {
  public Kernel {
    parameters = List.copyOf(parameters);
    where = List.copyOf(where);
    launchChecks = List.copyOf(launchChecks);
  }

  /// A kernel as written.
  public static Kernel of(
      String name, List<Parameter> parameters, List<Condition> where, Region body) {
    return new Kernel(name, parameters, where, List.of(), body);
  }

  public Kernel withBody(Region newBody) {
    return new Kernel(name, parameters, where, launchChecks, newBody);
  }

  public Kernel withLaunchChecks(List<LaunchCheck> newChecks) {
    return new Kernel(name, parameters, where, newChecks, body);
  }

  public Optional<Parameter> parameter(String parameterName) {
    return parameters.stream().filter(p -> p.name().equals(parameterName)).findFirst();
  }

  /// The views the kernel defines wholly: its results.
  public List<Parameter> results() {
    return parameters.stream().filter(p -> p.role() == Parameter.Role.OUT).toList();
  }

  /// What a caller passes: everything but the results.
  public List<Parameter> inputs() {
    return parameters.stream().filter(p -> p.role() != Parameter.Role.OUT).toList();
  }
}
