package io.retort.runtime.server;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a saved student is called where nobody says it. */
final class StudentName {
  /** Where a run says what the student comes from. */
  private static final String CARD = "student.json";

  private StudentName() {}

  static String of(Path student) {
    Path card = student.resolve(CARD);
    if (Files.isRegularFile(card)) {
      try {
        Map<String, Object> says = JSON.std.mapFrom(Files.readAllBytes(card));
        if (says.get("experiment") instanceof String name && !name.isBlank()) {
          return name;
        }
      } catch (IOException unreadable) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file " + card + " cannot be read: " + Reason.of(unreadable),
            unreadable);
      }
    }
    Path folder = student.toAbsolutePath().normalize().getFileName();
    return folder == null ? "student" : folder.toString();
  }
}
