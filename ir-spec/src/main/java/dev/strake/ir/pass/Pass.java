package dev.strake.ir.pass;

import dev.strake.ir.Program;
import java.util.function.UnaryOperator;

/// A rewrite of a program that keeps its meaning to the last bit.
///
/// `name` is what the command line and dumps call it; `description` is one line for people.
public record Pass(String name, String description, UnaryOperator<Program> rewrite) {}
