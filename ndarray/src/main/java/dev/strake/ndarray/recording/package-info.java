/// Events for JDK Flight Recorder: `strake.Launch`, `strake.Compile`, `strake.TierSwitch` and
/// `strake.Allocate`.
///
/// ```
/// java -XX:StartFlightRecording:filename=run.jfr ..
/// jfr print --events 'strake.*' run.jfr
/// ```
///
/// Where nothing is recorded, or the JVM has no module `jdk.jfr`, no class of it is loaded but the
/// one that tells so.
package dev.strake.ndarray.recording;
