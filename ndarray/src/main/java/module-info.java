/// N-dimensional arrays.
module dev.strake.ndarray {
  requires dev.strake.ir;
  // Static: only programs that load kernels as source text at run time need the front end.
  requires static dev.strake.frontend;
}
