/// Rewrites of programs, one file each, and the lists they run in.
package dev.strake.ir.pass;
