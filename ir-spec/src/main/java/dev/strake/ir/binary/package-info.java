/// The binary form of programs, and the hash that names a program: IR.md has the layout.
///
/// ```java
/// var bytes = BinaryWriter.write(program);
/// var same = BinaryReader.read(bytes); // equals Canonical.of(program)
/// var name = ProgramHash.of(program);
/// ```
///
/// [dev.strake.ir.binary.Codes] holds every number that stands for something.
package dev.strake.ir.binary;
