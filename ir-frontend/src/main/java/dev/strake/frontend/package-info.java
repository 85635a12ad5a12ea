/// The front end of the kernel language: takes source text, returns a program or diagnostics.
package dev.strake.frontend;
