/// What is said to users about their programs, and the two kinds of errors of ours.
package dev.strake.ir.diag;
