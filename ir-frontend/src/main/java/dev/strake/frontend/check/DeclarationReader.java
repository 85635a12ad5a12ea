package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.Source;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the heads of everything a file declares, before any body: the order of declarations in a
/// file means nothing.
public final class DeclarationReader {
  private final Mistakes mistakes;
  private final Declarations declarations;
  private final HeaderReader headers;

  /// Where constants and kernels are declared, by name.
  private final Map<String, SourceSpan> otherPlaces = new HashMap<>();

  private DeclarationReader(Mistakes mistakes, Declarations declarations) {
    this.mistakes = mistakes;
    this.declarations = declarations;
    this.headers = new HeaderReader(mistakes);
  }

  /// What `file` declares, and what its imports do. `imported` tells whether all could be read.
  public static Declarations read(
      Source source,
      Ast.File file,
      List<Declarations> imports,
      Ast.Completeness imported,
      Mistakes mistakes) {
    var declarations = new Declarations(source, file.completeness(), imported, imports);
    var reader = new DeclarationReader(mistakes, declarations);
    file.constants().forEach(reader::constant);
    // Sizes in the heads of kernels may need functions, through constants.
    var kernels = file.kernels().stream().filter(reader::isNewKernel).toList();
    file.functions().forEach(reader::function);
    file.kernels().forEach(kernel -> reader.kernel(kernel, kernels));
    return declarations;
  }

  private void constant(Ast.Constant constant) {
    if (isNewName(constant.name()) && headers.isNew(constant.name(), otherPlaces)) {
      declarations.add(new ConstantHeader(declarations, constant));
    }
  }

  private boolean isNewKernel(Ast.Kernel kernel) {
    var name = kernel.header().name();
    return isNewName(name) && headers.isNew(name, otherPlaces);
  }

  /// Reads a head, also where another kernel has the name.
  private void kernel(Ast.Kernel kernel, List<Ast.Kernel> newKernels) {
    headers.checkAnnotations(kernel.header(), HeaderReader.Place.KERNEL);
    var header = new KernelReader(declarations, mistakes, headers).read(kernel);
    if (newKernels.contains(kernel)) {
      declarations.add(header);
    }
  }

  private boolean isNewName(Ast.Name name) {
    if (Builtin.named(name.text()).isPresent()) {
      mistakes.add(ErrorCode.BUILT_IN.at(name.span(), name.text()));
      return false;
    }
    return true;
  }

  private void function(Ast.Function function) {
    var head = function.header();
    headers.checkAnnotations(head, HeaderReader.Place.FUNCTION);
    var typeParameters = headers.typeParameters(head);
    var elements = new ArrayList<ElementType>();
    var places = declarations.constantPlaces();
    for (var parameter : head.parameters()) {
      elements.add(headers.element(parameter.element(), typeParameters));
      headers.isNew(parameter.name(), places);
    }
    headers.checkUse(head, typeParameters, elements);
    var results =
        function.results().stream().map(name -> headers.element(name, typeParameters)).toList();
    var arrays = new FunctionArrays(mistakes, declarations).read(function);
    var header =
        new FunctionHeader(declarations, function, typeParameters, elements, results, arrays);
    if ((isComplexForm(header) || isNewName(head.name())) && isNewFunction(header)) {
      declarations.add(header);
    }
  }

  /// Whether a function does for complex numbers what the built-in function of its name does for
  /// others.
  private static boolean isComplexForm(FunctionHeader function) {
    return Builtin.named(function.name())
            .filter(builtin -> builtin.kind() instanceof Builtin.Kind.OfOne)
            .isPresent()
        && function.parameters().size() == 1
        && Instances.of(function.typeParameters()).stream()
            .flatMap(instance -> function.parameterTypes(instance).stream())
            .allMatch(ScalarType::isComplex);
  }

  /// Functions share a name if their parameters differ in their numbers of axes, or in their types
  /// in every instance.
  private boolean isNewFunction(FunctionHeader function) {
    var name = function.tree().header().name();
    if (otherPlaces.containsKey(name.text())) {
      return headers.isNew(name, otherPlaces);
    }
    for (var other : declarations.own(name.text())) {
      if (overlap(function, other)) {
        mistakes.add(
            HeaderReader.alreadyDeclared(name, other.tree().header().name().span())
                .withNote("functions of one name must differ in the types of their parameters"));
        return false;
      }
    }
    return !name.text().isEmpty();
  }

  private static boolean overlap(FunctionHeader left, FunctionHeader right) {
    var rightTypes = parameterTypes(right);
    return parameterTypes(left).stream().anyMatch(rightTypes::contains)
        && left.ranks().equals(right.ranks());
  }

  private static List<List<ScalarType>> parameterTypes(FunctionHeader function) {
    return Instances.of(function.typeParameters()).stream().map(function::parameterTypes).toList();
  }
}
