package dev.strake.ndarray.exec;

/// Something that happened to a kernel on its way through the tiers.
///
/// @param kernel its name; of a part of a kernel the name of that
/// @param backend the backend it is about
/// @param what what happened
/// @param nanos how long it took, where that means something, else 0
/// @param reason why, in a few words
public record TierEvent(String kernel, String backend, What what, long nanos, String reason) {
  /// Kinds of events.
  public enum What {
    /// The backend has compiled the kernel.
    COMPILED("compiled"),
    /// From now on the backend runs the kernel.
    TAKES_OVER("takes over"),
    /// The backend will not run the kernel.
    LEFT_OUT("left out");

    private final String words;

    What(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  /// Hears of events, on the threads they happen on; must be quick and not throw.
  @FunctionalInterface
  public interface Listener {
    /// Hears nothing.
    Listener NONE = _ -> {};

    void heard(TierEvent event);
  }

  /// `smooth: c takes over (its library is there)`
  @Override
  public String toString() {
    var time = nanos == 0 ? "" : " in %.1f ms".formatted(nanos / 1e6);
    var why = reason.isEmpty() ? "" : " (" + reason + ")";
    return kernel + ": " + backend + " " + what.words() + time + why;
  }
}
