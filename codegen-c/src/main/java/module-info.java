/// The backend that turns the IR into C, compiles it and links the result into the running JVM.
module dev.strake.codegen.c {
  requires dev.strake.ir;

  provides dev.strake.ir.backend.Backend with
      dev.strake.codegen.c.CBackend;
}
