/// The C backend: programs of the IR become C, then a shared library, then method handles.
package dev.strake.codegen.c;
