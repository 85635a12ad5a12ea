/// The `strake` command, one class for each subcommand.
package dev.strake.cli;
