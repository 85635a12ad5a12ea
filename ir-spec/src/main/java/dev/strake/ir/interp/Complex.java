package dev.strake.ir.interp;

/// A complex number as the raw bits of its components.
public record Complex(long real, long imaginary) {}
