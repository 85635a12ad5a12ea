/// What programs mean: [dev.strake.ir.interp.ScalarSemantics] defines the scalar ops,
/// [dev.strake.ir.interp.ReduceSemantics] the orders of reductions,
/// [dev.strake.ir.interp.Interpreter] everything else. [dev.strake.ir.interp.InterpreterBackend]
/// lets launches use it.
///
/// ```java
/// ScalarSemantics.binary(BinaryOp.ADD, ScalarType.U8, 200, 100); // 44
/// Launcher.of(program, "saxpy", InterpreterBackend.asWritten(program), CompileOptions.scalar());
/// ```
package dev.strake.ir.interp;
