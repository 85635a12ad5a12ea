/// What makes a program legal: [dev.strake.ir.verify.Rule] lists the rules,
/// [dev.strake.ir.verify.Verifier] finds every violation.
///
/// ```java
/// for (var violation : Verifier.verify(program, Backend.Form.WRITTEN)) {
///   System.err.println(violation);
/// }
/// ```
package dev.strake.ir.verify;
