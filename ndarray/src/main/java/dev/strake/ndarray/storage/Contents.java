package dev.strake.ndarray.storage;

/// What fresh memory must hold, and so which pages it is given.
public enum Contents {
  /// All bytes are zero. Large blocks cost nothing until they are written.
  ZEROED,
  /// Any bytes: the caller writes every one of them before any is read.
  UNDEFINED
}
