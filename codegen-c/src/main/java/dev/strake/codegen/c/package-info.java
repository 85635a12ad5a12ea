/// The C back end: scheduled kernels become C, then a shared library, then a function to call.
///
/// ```java
/// var backend = new CBackend();                                // or ServiceLoader<Backend>, name "c"
/// System.out.println(backend.listing(kernel, options));        // void strake_hypot(i64 *const record) ..
/// try (var compiled = backend.compile(kernel, options)) {
///   compiled.run(launchRecord);
/// }
/// ```
///
/// Emitting is pure; only [dev.strake.codegen.c.CToolchain] starts processes, and only
/// [dev.strake.codegen.c.LinkedKernel] makes restricted calls.
package dev.strake.codegen.c;
