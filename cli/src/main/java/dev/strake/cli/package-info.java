/// The `strake` command, one class for each subcommand.
///
/// ```
/// $ strake doctor
/// ```
package dev.strake.cli;
