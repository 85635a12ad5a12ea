/// The rules of STYLE.md that can be read off the sources, and the test that applies them to all of
/// them.
package dev.strake.cli.tidy;
