package dev.strake.cli;

/// Something the user gave can't be used: a missing file, a name that isn't there, an output that
/// can't be written. The message names the thing and the way out in one sentence.
final class WrongInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongInput(String message) {
    super(message);
  }
}
