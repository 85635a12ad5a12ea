package dev.strake.ir;

import java.util.ArrayList;
import java.util.List;

/// Builds one kernel: parameters first, then the body through [#body].
///
/// ```java
/// var kernel = KernelBuilder.named("twice");
/// var x = kernel.parameter("x", Parameter.Role.INOUT, ViewType.of(F64, List.of(Size.of("n"))));
/// ... kernel.body() ...
/// return kernel.build();
/// ```
public final class KernelBuilder {
  private final String name;
  private final Ids ids = Ids.from(0);
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Condition> where = new ArrayList<>();
  private final RegionBuilder body = RegionBuilder.of(ids, List.of());

  private KernelBuilder(String name) {
    this.name = name;
  }

  public static KernelBuilder named(String name) {
    return new KernelBuilder(name);
  }

  public Value parameter(String parameterName, Parameter.Role role, Type type) {
    var value = ids.fresh(type);
    parameters.add(new Parameter(parameterName, role, value));
    return value;
  }

  public void where(Condition condition) {
    where.add(condition);
  }

  public RegionBuilder body() {
    return body;
  }

  public Kernel build() {
    return Kernel.of(name, parameters, where, body.end(List.of()));
  }
}
