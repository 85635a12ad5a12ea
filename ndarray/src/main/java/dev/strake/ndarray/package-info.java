/// N-dimensional arrays: storage, views and the running of kernels over them.
package dev.strake.ndarray;
