import dev.strake.codegen.vector.ScalarBackend;
import dev.strake.codegen.vector.VectorBackend;
import dev.strake.ir.backend.Backend;

/// Backends that turn the IR into JVM bytecode: a scalar one and one on the Vector API.
module dev.strake.codegen.vector {
  requires dev.strake.ir;
  // Static, so that a JVM without the incubating module still starts and still has the scalar
  // backend.
  requires static jdk.incubator.vector;

  provides Backend with
      ScalarBackend,
      VectorBackend;
}
