/// Names, types and sizes: from the syntax tree to the typed tree, with all mistakes of a file.
///
/// A body is checked once for every choice of its type parameters, so inside the checker every type
/// is known and there is nothing to infer: `T: float` is two bodies, one on `f32` and one on `f64`.
/// Packs of axes are written out before, for chosen numbers of axes.
///
/// ```java
/// var declarations = DeclarationReader.read(source, file, imports, mistakes);   // the heads
/// var calls = TypeChecker.check(declarations, mistakes);                        // the bodies
/// mistakes.addAll(KernelProofs.of(source, declarations, calls, mistakes.all()));
/// ```
package dev.strake.frontend.check;
