package dev.strake.ndarray;

import dev.strake.ir.launch.Argument;
import dev.strake.ndarray.storage.Elements;
import dev.strake.ndarray.storage.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.stream.IntStream;

/// An n-dimensional array of numbers in native memory, or a view of one.
///
/// Slicing, transposing, flipping and broadcasting give views: other arrays over the same memory,
/// made without copying. A write through one is seen by all. They also share its end: closing any
/// of them frees the memory for all. Memory that nobody closes is freed some time after the
/// collector finds all arrays over it unreachable.
///
/// Any thread may use any array; ordering reads and writes of elements is up to the program. Using
/// a closed array is an [ArrayClosedException], closing one in use an [ArrayInUseException];
/// neither harms the process.
///
/// [Creation] and the static methods here make arrays; the latter from Java arrays.
///
/// Axes are counted from 0, or from -1 for the last. Indices of single elements are from 0 to the
/// size of the axis less 1; only a [Slice] also counts from the end.
public final class NDArray implements AutoCloseable {
  private final DType dtype;
  private final ArrayLayout layout;
  private final Storage storage;

  /// What [#view] gives, once it was asked for.
  private volatile Optional<Argument.View> view = Optional.empty();

  NDArray(DType dtype, ArrayLayout layout, Storage storage) {
    this.dtype = dtype;
    this.layout = layout;
    this.storage = storage;
  }

  // From Java arrays; Creation has the other ways to make an array.

  /// One axis. The Java type decides the dtype of all arrays from Java: `double` gives `float64`,
  /// `byte` gives `uint8` with each byte read as unsigned.
  public static NDArray of(double... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(float... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(long... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(int... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(byte... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(boolean... values) {
    return fromArray(values, values.length);
  }

  public static NDArray of(Complex... values) {
    var result = Creation.empty(DType.COMPLEX128, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      result.setComplex(values[i], i);
    }
    return result;
  }

  /// Two axes.
  ///
  /// @throws IllegalArgumentException if the rows differ in length
  public static NDArray of(double[]... rows) {
    return JavaArrays.readRows(DType.FLOAT64, rows.length, i -> MemorySegment.ofArray(rows[i]));
  }

  public static NDArray of(long[]... rows) {
    return JavaArrays.readRows(DType.INT64, rows.length, i -> MemorySegment.ofArray(rows[i]));
  }

  /// A copy of `values`, taken in row-major order under the given sizes.
  ///
  /// @throws IllegalArgumentException if the sizes need another number of values
  public static NDArray fromArray(double[] values, long... sizes) {
    return JavaArrays.read(DType.FLOAT64, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(float[] values, long... sizes) {
    return JavaArrays.read(DType.FLOAT32, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(long[] values, long... sizes) {
    return JavaArrays.read(DType.INT64, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(int[] values, long... sizes) {
    return JavaArrays.read(DType.INT32, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(short[] values, long... sizes) {
    return JavaArrays.read(DType.INT16, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(byte[] values, long... sizes) {
    return JavaArrays.read(DType.UINT8, MemorySegment.ofArray(values), Shape.of(sizes));
  }

  public static NDArray fromArray(boolean[] values, long... sizes) {
    return JavaArrays.read(DType.BOOL, JavaArrays.segment(values), Shape.of(sizes));
  }

  // Attributes.

  /// What the elements are.
  public DType dtype() {
    return dtype;
  }

  /// The sizes of the axes.
  public Shape shape() {
    return layout.shape();
  }

  /// The number of axes.
  public int rank() {
    return shape().rank();
  }

  /// The number of elements.
  public long count() {
    return shape().count();
  }

  /// The distance between neighbours along each axis, in elements; 0 or negative in some views.
  public long[] strides() {
    return layout.strides();
  }

  /// Whether the elements lie one after another in row-major order.
  public boolean isContiguous() {
    return layout.isRowMajor();
  }

  /// Whether the memory is freed. Another thread may change that at any time.
  public boolean isClosed() {
    return storage.isClosed();
  }

  // Views: arrays over the same memory.

  /// A range of each axis, from the first axis on; axes without a slice stay whole.
  public NDArray slice(Slice... slices) {
    if (slices.length > rank()) {
      throw new IllegalArgumentException(
          "%d slices given for an array of shape %s".formatted(slices.length, shape()));
    }
    var sliced = layout;
    for (int axis = 0; axis < slices.length; axis++) {
      sliced = sliced.slice(axis, slices[axis]);
    }
    return view(sliced);
  }

  /// A range of one axis.
  public NDArray slice(int axis, Slice slice) {
    return view(layout.slice(axis, slice));
  }

  /// The part at one index of an axis, without that axis.
  public NDArray at(int axis, long index) {
    return view(layout.at(axis, index));
  }

  /// All axes in reverse order.
  public NDArray transpose() {
    return transpose(IntStream.range(0, rank()).map(axis -> rank() - 1 - axis).toArray());
  }

  /// Axis `i` of the result is axis `axes[i]` of this array.
  ///
  /// @throws IllegalArgumentException unless every axis is named once
  public NDArray transpose(int... axes) {
    return view(layout.transpose(axes));
  }

  /// One axis backwards.
  public NDArray flip(int axis) {
    return slice(axis, Slice.reversed());
  }

  /// Repeats axes of size 1, and the whole along new leading axes, without copying. Elements of the
  /// result share memory: writing one writes its repetitions.
  ///
  /// @throws IllegalArgumentException if a size is neither 1 nor that of the result
  public NDArray broadcastTo(long... sizes) {
    return view(layout.broadcastTo(Shape.of(sizes)));
  }

  /// The elements in row-major order under other sizes; one size may be -1 and is then inferred. A
  /// view where strides can describe it, otherwise a copy with memory of its own.
  ///
  /// @throws IllegalArgumentException if the sizes need another number of elements
  public NDArray reshape(long... sizes) {
    var target = shape().reshaped(sizes);
    return layout.reshape(target).map(this::view).orElseGet(() -> copy().reshape(target.sizes()));
  }

  /// The real parts of complex numbers.
  ///
  /// @throws IllegalArgumentException if the dtype is not complex
  public NDArray real() {
    return component(0);
  }

  /// The imaginary parts of complex numbers.
  ///
  /// @throws IllegalArgumentException if the dtype is not complex
  public NDArray imag() {
    return component(1);
  }

  private NDArray component(int component) {
    dtype.require(DType.Kind.COMPLEX);
    return view(dtype.component(), layout.component(component, dtype.components()));
  }

  private NDArray view(ArrayLayout viewed) {
    return view(dtype, viewed);
  }

  private NDArray view(DType viewedDtype, ArrayLayout viewed) {
    if (isClosed()) {
      throw new ArrayClosedException(describe());
    }
    return new NDArray(viewedDtype, viewed, storage);
  }

  /// A new array in row-major order with the same elements and memory of its own.
  public NDArray copy() {
    var result = Creation.empty(dtype, shape());
    copyTo(result.storage.segment());
    return result;
  }

  /// This array if it is in row-major order, otherwise a copy.
  public NDArray contiguous() {
    return isContiguous() ? this : copy();
  }

  // Single elements.

  /// The element of a `float64`, `float32`, `float16` or `bfloat16` array.
  ///
  /// @throws IllegalArgumentException if the dtype is another one
  /// @throws IndexOutOfBoundsException if there is no such element
  public double getDouble(long... index) {
    return dtype.toDouble(load(index));
  }

  /// The element of an array of integers. Of `uint64` it is the bits: 2^64 - 1 is -1.
  public long getLong(long... index) {
    return dtype.toLong(load(index));
  }

  /// The element of a `bool` array.
  public boolean getBoolean(long... index) {
    dtype.require(DType.Kind.BOOLEAN);
    return load(index) != 0;
  }

  /// The element of a `complex128` or `complex64` array.
  public Complex getComplex(long... index) {
    return new Complex(real().getDouble(index), imag().getDouble(index));
  }

  /// Writes an element of a `float64` or, rounded to nearest once, of a narrower float array.
  public void setDouble(double value, long... index) {
    dtype.require(DType.Kind.FLOATING);
    store(dtype.bits(value), index);
  }

  /// Writes an element of an array of integers; of `uint64`, the bits.
  ///
  /// @throws IllegalArgumentException if the dtype is another one or has no such value
  public void setLong(long value, long... index) {
    dtype.require(DType.Kind.INTEGER);
    store(dtype.bits(value), index);
  }

  /// Writes an element of a `bool` array.
  public void setBoolean(boolean value, long... index) {
    dtype.require(DType.Kind.BOOLEAN);
    store(value ? 1 : 0, index);
  }

  /// Writes an element of a `complex128` or, each part rounded to nearest, `complex64` array.
  public void setComplex(Complex value, long... index) {
    real().setDouble(value.re(), index);
    imag().setDouble(value.im(), index);
  }

  /// Refuses complex elements, which have no bits that fit a `long`.
  private long load(long... index) {
    long position = layout.position(index);
    dtype.requireOther(DType.Kind.COMPLEX);
    try (var _ = use()) {
      return Elements.load(storage.segment(), dtype.sizeBytes(), position);
    }
  }

  private void store(long bits, long[] index) {
    long position = layout.position(index);
    try (var _ = use()) {
      charge(position, position, 1);
      Elements.store(storage.segment(), dtype.sizeBytes(), position, bits);
    }
  }

  // To Java arrays.

  /// All elements in row-major order; each of these methods serves the one dtype that has its Java
  /// type.
  ///
  /// @throws IllegalArgumentException if the dtype is another one, or a Java array cannot be that
  ///   long
  public double[] toDoubleArray() {
    var values = new double[JavaArrays.length(this, DType.FLOAT64)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public float[] toFloatArray() {
    var values = new float[JavaArrays.length(this, DType.FLOAT32)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public long[] toLongArray() {
    var values = new long[JavaArrays.length(this, DType.INT64)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public int[] toIntArray() {
    var values = new int[JavaArrays.length(this, DType.INT32)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public short[] toShortArray() {
    var values = new short[JavaArrays.length(this, DType.INT16)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public byte[] toByteArray() {
    var values = new byte[JavaArrays.length(this, DType.UINT8)];
    copyTo(MemorySegment.ofArray(values));
    return values;
  }

  public boolean[] toBooleanArray() {
    return JavaArrays.booleans(this);
  }

  /// All elements in row-major order to the start of `target`.
  void copyTo(MemorySegment target) {
    var source = dtype.kind() == DType.Kind.COMPLEX ? layout.split(dtype.components()) : layout;
    try (var _ = use()) {
      Elements.gather(
          storage.segment(),
          source.offset(),
          source.shape().sizes(),
          source.strides(),
          dtype.component().sizeBytes(),
          target);
    }
  }

  // The life of the memory.

  Storage storage() {
    return storage;
  }

  /// Keeps the memory in place for foreign code until the result is closed. All of it counts as
  /// written from now on.
  ///
  /// @throws ArrayMemoryException if that much is over the budget of the process
  public Hold hold() {
    var hold = use();
    try {
      charge(count());
      return hold;
    } catch (ArrayMemoryException refused) {
      hold.close();
      throw refused;
    }
  }

  private Hold use() {
    if (!storage.tryHold()) {
      throw new ArrayClosedException(describe());
    }
    return new Hold(storage, storage.address() + layout.offset() * dtype.sizeBytes());
  }

  /// The elements of a contiguous array as a segment, which lives until `arena` is closed. Until
  /// then the array can't be closed.
  ///
  /// @throws IllegalStateException if the array is not contiguous: take [#contiguous] first
  public MemorySegment segment(Arena arena) {
    if (!isContiguous()) {
      throw new IllegalStateException("the " + describe() + " is not contiguous; copy it first");
    }
    charge(count());
    long elementBytes = dtype.sizeBytes();
    return lend(arena).asSlice(layout.offset() * elementBytes, count() * elementBytes);
  }

  /// The array as an argument of a kernel's launch. It can't be closed until `arena` is.
  public Argument.View argument(Arena arena) {
    return Argument.View.of(
        dtype.scalarType(), lend(arena), layout.offset(), shape().sizes(), strides());
  }

  /// The array as an argument that a kernel writes. It can't be closed until `arena` is.
  ///
  /// @throws ArrayMemoryException if what will be written is over the budget of the process
  public Argument.View writtenArgument(Arena arena) {
    var argument = argument(arena);
    charge(count());
    return argument;
  }

  /// Charges the budget with memory for writing `elements` elements, wherever they are.
  void charge(long elements) {
    if (count() > 0) {
      charge(layout.lowest(), layout.highest(), elements);
    }
  }

  private void charge(long lowest, long highest, long elements) {
    long elementBytes = dtype.sizeBytes();
    if (!storage.charge(lowest * elementBytes, (highest + 1) * elementBytes, elements)) {
      throw new ArrayMemoryException("writing the " + describe(), elements * elementBytes);
    }
  }

  /// The single element of an array without axes as an argument of a kernel's launch.
  ///
  /// @throws IndexOutOfBoundsException if the array has axes
  public Argument.Scalar scalarArgument() {
    return new Argument.Scalar(dtype.scalarType(), dtype.extended(load()));
  }

  private MemorySegment lend(Arena arena) {
    beginUse();
    return storage.segment(arena);
  }

  /// Keeps the memory in place until the matching [#endUse].
  void beginUse() {
    if (!storage.tryHold()) {
      throw new ArrayClosedException(describe());
    }
  }

  void endUse() {
    storage.release();
  }

  /// The array as an argument that may be used between [#beginUse] and [#endUse] only. Made once.
  Argument.View view() {
    var known = view;
    if (known.isEmpty()) {
      known =
          Optional.of(
              Argument.View.of(
                  dtype.scalarType(),
                  storage.segment(),
                  layout.offset(),
                  shape().sizes(),
                  strides()));
      view = known;
    }
    return known.get();
  }

  /// Frees the memory of this array and of all that share it.
  ///
  /// @throws ArrayClosedException if it is freed already
  /// @throws ArrayInUseException if a hold, or another thread at this moment, uses the memory
  @Override
  public void close() {
    switch (storage.tryClose()) {
      case CLOSED -> {}
      case WAS_CLOSED -> throw new ArrayClosedException(describe());
      case HELD -> throw new ArrayInUseException(describe());
    }
  }

  /// What this is in a message: `float64 array of shape (3, 4)`.
  public String describe() {
    return dtype + " array of shape " + shape();
  }

  /// The elements as NumPy prints them; of more than 1,000 only the outer ones.
  @Override
  public String toString() {
    return isClosed() ? "closed " + describe() : ArrayPrinter.print(this);
  }
}
