package dev.strake.cli;

import dev.strake.frontend.FileTest;
import dev.strake.ir.diag.SourceSpan;
import java.util.LinkedHashMap;

/// How a test ended.
sealed interface TestOutcome {
  FileTest test();

  record Passed(FileTest test) implements TestOutcome {}

  record Failed(FileTest test, SourceSpan place, String message, String backend)
      implements TestOutcome {}

  default boolean isPassed() {
    return switch (this) {
      case Passed _ -> true;
      case Failed _ -> false;
    };
  }

  /// `ok of nothing`, or `FAILED of nothing: file:line: message (on c)`
  default String line() {
    return switch (this) {
      case Passed(var test) -> "ok      " + test.name();
      case Failed(var test, var place, var message, var backend) ->
          "FAILED  %s: %s:%d: %s%s"
              .formatted(test.name(), place.source(), place.line(), message, where(backend));
    };
  }

  /// The interpreter is what the others are measured by.
  private static String where(String backend) {
    return backend.equals("interpreter") ? "" : " (on " + backend + ")";
  }

  /// `test`, `file`, `line`, and `failure` and `backend` if it failed.
  default Json json() {
    var members = new LinkedHashMap<String, Json>();
    members.put("test", new Json.Text(test().name()));
    var place =
        switch (this) {
          case Passed(var test) -> test.span();
          case Failed failed -> failed.place();
        };
    members.put("file", new Json.Text(place.source()));
    members.put("line", new Json.Whole(place.line()));
    if (this instanceof Failed(_, _, var message, var backend)) {
      members.put("failure", new Json.Text(message));
      members.put("backend", new Json.Text(backend));
    }
    return new Json.Object(members);
  }
}
