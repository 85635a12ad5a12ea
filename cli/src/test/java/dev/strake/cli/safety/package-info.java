/// Attempts to make a kernel read or write memory that is not its own, on every backend.
///
/// [SafetyTest] runs each backend in a JVM of its own, [Probe], which names an attempt before it
/// makes it. So a crash is attributed to an attempt, and does not take the tests with it.
package dev.strake.cli.safety;
