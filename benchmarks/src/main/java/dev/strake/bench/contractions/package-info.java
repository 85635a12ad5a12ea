/// Products of matrices and vectors beside NumPy's, which calls OpenBLAS.
///
/// ```
/// OPENBLAS_NUM_THREADS=1 mvn -q -Dmaven.test.skip=true -pl benchmarks -am -Pcontractions package -Dcases="matmul f64 1024"
/// ```
package dev.strake.bench.contractions;
