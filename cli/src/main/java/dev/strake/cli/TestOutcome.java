package dev.strake.cli;

import com.google.gson.JsonObject;
import dev.strake.frontend.FileTest;
import dev.strake.ir.diag.SourceSpan;

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
  default JsonObject json() {
    var members = new JsonObject();
    members.addProperty("test", test().name());
    var place =
        switch (this) {
          case Passed(var test) -> test.span();
          case Failed failed -> failed.place();
        };
    members.addProperty("file", place.source());
    members.addProperty("line", place.line());
    if (this instanceof Failed(_, _, var message, var backend)) {
      members.addProperty("failure", message);
      members.addProperty("backend", backend);
    }
    return members;
  }
}
