/// Back ends that turn the IR into JVM bytecode: a scalar one and one on the Vector API.
module dev.strake.codegen.vector {
  requires dev.strake.ir;
  // Static, so that a JVM without the incubating module still starts and still has the scalar back
  // end.
  requires static jdk.incubator.vector;
}
