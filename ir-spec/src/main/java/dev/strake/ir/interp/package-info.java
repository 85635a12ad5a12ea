/// What programs mean: [dev.strake.ir.interp.ScalarSemantics] defines the scalar ops.
///
/// ```java
/// ScalarSemantics.binary(BinaryOp.ADD, ScalarType.U8, 200, 100); // 44
/// ```
package dev.strake.ir.interp;
