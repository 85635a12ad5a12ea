/// Bytecode backends: programs of the IR become hidden classes.
package dev.strake.codegen.vector;
