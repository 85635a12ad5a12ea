package dev.strake.cli;

import dev.strake.ndarray.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a user wrote as the value of a parameter; nothing of it has been read yet.
sealed interface GivenValue {
  /// `0.5`, `-3`, `true`, or whatever else it is; the parameter's type will tell.
  record Number(String text) implements GivenValue {}

  /// `grid.npy`
  record ArrayFile(Path path) implements GivenValue {}

  /// `photo.jpg`
  record ImageFile(Path path) implements GivenValue {}

  /// `random:1000x1000`
  record Generated(Contents contents, Shape shape) implements GivenValue {}

  /// What generated arrays hold.
  enum Contents {
    ZEROS,
    ONES,
    /// Numbers from 0 to 1, 0 to 99 for whole numbers; the same in every run.
    RANDOM;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  List<String> IMAGE_ENDINGS = List.of(".jpg", ".jpeg", ".png");

  /// @throws WrongInput if it starts like a generated array and does not go on like one
  static GivenValue parse(String text) {
    var contents =
        Arrays.stream(Contents.values())
            .filter(word -> text.startsWith(word.word() + ":"))
            .findFirst();
    if (contents.isPresent()) {
      return generated(contents.get(), text);
    }
    var ending = ending(text);
    if (ending.equals(".npy")) {
      return new ArrayFile(WrongInput.path(text));
    }
    return IMAGE_ENDINGS.contains(ending) ? new ImageFile(WrongInput.path(text)) : new Number(text);
  }

  /// The part of a file's name from its last dot on, in lower case; empty if it has none.
  static String ending(String file) {
    return Optional.of(file.lastIndexOf('.'))
        .filter(dot -> dot >= 0)
        .map(dot -> file.substring(dot).toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static GivenValue generated(Contents contents, String text) {
    var sizes = text.substring(text.indexOf(':') + 1);
    try {
      var numbers = Arrays.stream(sizes.split("x", -1)).mapToLong(Long::parseLong).toArray();
      return new Generated(contents, Shape.of(numbers));
    } catch (NumberFormatException malformed) {
      throw new WrongInput(
          "%s gives no sizes; write them as %s:1000 or %2$s:20x30".formatted(text, contents.word()),
          malformed);
    } catch (IllegalArgumentException impossible) {
      throw new WrongInput(
          text + ": " + impossible.getMessage() + "; write smaller sizes", impossible);
    }
  }
}
