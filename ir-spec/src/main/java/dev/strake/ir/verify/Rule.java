package dev.strake.ir.verify;

/// What every legal program obeys. IR.md names these rules where they apply.
public enum Rule {
  R1("functions and kernels have distinct names, and so have the parameters of a kernel"),
  R2(
      "a value has one definition in its function or kernel, its id is not negative, as written"
          + " below 10^6"),
  R3("an operand is defined before its use, in the same region or around it, with the same type"),
  R4("an op has operands of the types it accepts"),
  R5("an op has as many results as it gives, of the types it gives"),
  R6("the bits of a constant are those of a value of its type"),
  R7("a region takes and yields what its op says"),
  R8("views are parameters of kernels and local arrays; they are loaded from and stored to only"),
  R9("an access has one i64 index per axis, and what it stores has the view's element type"),
  R10("only inout and out parameters and local arrays are stored to"),
  R11("a size's symbol is an extent that stands alone in an input view, or an i64 parameter"),
  R12("scalar parameters are in, and not complex"),
  R13("a function takes scalars, yields one, and has no memory, no sizes and no parallel loops"),
  R14("a call names a function, passes what it takes, and leads to no recursion"),
  R15(
      "reductions, scans, scatters have bounds for every binder; order and op are legal for the"
          + " type"),
  R16(
      "bodies of reductions, scans, scatters store nothing, have no local arrays, no parallel"
          + " loops"),
  R17("lanes loops come from scheduling; in them nothing can fail, no local arrays, no par loops"),
  R18(
      "checked programs have no calls; scheduled ones also no reductions, scans, scatters, prints,"
          + " halves and complex numbers"),
  R19("launch checks come from passes and name an axis of a view parameter or local array"),
  R20("a site is 0 or a row of the program's table"),
  R21("a local array is dense"),
  R22("a combining region has scalar ops, ifs and calls only, and can't fail");

  private final String statement;

  Rule(String statement) {
    this.statement = statement;
  }

  /// What the rule demands.
  public String statement() {
    return statement;
  }
}
