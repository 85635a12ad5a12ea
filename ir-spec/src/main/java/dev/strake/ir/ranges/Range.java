package dev.strake.ir.ranges;

import dev.strake.ir.LaunchCheck;

/// How one index of a load or store is kept within its axis.
public sealed interface Range {
  Range PROVED = new Proved();
  Range PER_ELEMENT = new PerElement();

  /// It can't leave the axis.
  record Proved() implements Range {}

  /// It can't leave the axis once the launch has passed `check`; every launch the check refuses
  /// would leave it.
  record AtLaunch(LaunchCheck check) implements Range {}

  /// Nothing is known: a check must stand before the access.
  record PerElement() implements Range {}
}
