/// Native memory and who owns it. Only bytes are known here: dtypes and shapes live one package up.
///
/// ```java
/// Storage storage = Storage.allocate(8_000, Contents.ZEROED, "zeros").orElseThrow();
/// if (storage.tryHold()) {
///   try {
///     long first = storage.segment().get(ValueLayout.JAVA_LONG, 0);
///   } finally {
///     storage.release();
///   }
/// }
/// storage.tryClose();
/// ```
package dev.strake.ndarray.storage;
