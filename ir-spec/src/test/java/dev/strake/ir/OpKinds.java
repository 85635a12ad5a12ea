package dev.strake.ir;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every record of [Op], through its families.
public final class OpKinds {
  private OpKinds() {}

  public static Set<Class<?>> all() {
    return records(Op.class).collect(Collectors.toSet());
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OpKinds::records)
        : Stream.of(type);
  }
}
