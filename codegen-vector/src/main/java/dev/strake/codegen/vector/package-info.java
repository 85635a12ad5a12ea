/// Bytecode back ends: programs of the IR become hidden classes.
package dev.strake.codegen.vector;
