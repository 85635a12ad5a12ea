package dev.strake.ir.backend;

/// Whether a backend can run here, and what or why not in a few words for the user.
public sealed interface Availability {
  /// `detail` names what it runs on: `gcc 12.2.0`, `512-bit vectors`.
  record Available(String detail) implements Availability {}

  /// `reason` is a sentence with the way out.
  record Unavailable(String reason) implements Availability {}
}
