/// The intermediate representation: types, values, operations, kernels and programs.
package dev.strake.ir;
