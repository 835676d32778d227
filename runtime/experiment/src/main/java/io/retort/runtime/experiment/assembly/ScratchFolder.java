package io.retort.runtime.experiment.assembly;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder among the system's temporary files, made when it is first needed and deleted at last.
 */
final class ScratchFolder implements AutoCloseable {
  private Path path;

  Path path() {
    if (path == null) {
      try {
        path = Files.createTempDirectory("retort-");
      } catch (IOException failure) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "No temporary folder can be made: "
                + Reason.of(failure)
                + "; name a folder with teacher-outputs.folder, or start Java with"
                + " -Djava.io.tmpdir=FOLDER",
            failure);
      }
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    if (path == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
