package dev.strake.ir;

/// The type of a [Value]: a scalar or a strided view of scalars.
public sealed interface Type permits ScalarType, ViewType {}
