/// N-dimensional arrays over native memory, their files, and the running of kernels over them.
module dev.strake.ndarray {
  requires transitive dev.strake.ir;
  // Static: only programs that load kernels as source text at run time need the front end.
  requires static dev.strake.frontend;
  // Static: events are recorded where the module is there.
  requires static jdk.jfr;

  exports dev.strake.ndarray;
  exports dev.strake.ndarray.exec;
  exports dev.strake.ndarray.npy;

  uses dev.strake.ir.backend.Backend;
}
