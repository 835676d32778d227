package io.retort.core.export;

import io.retort.core.data.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a trained student for programs that know nothing of Retort. */
public interface Exporter {

  /**
   * The file's name in the student's folder.
   *
   * @return such as {@code model.zip}
   */
  String fileName();

  /**
   * What in a student the format cannot hold.
   *
   * @param student what {@link #write} would be given
   * @return for each node at fault, a clause such as "has no GRU"; what concerns a head belongs to
   *     its output. Empty if {@link #write} works
   */
  default Map<String, String> unsupported(SavedModel student) {
    return Map.of();
  }

  /**
   * Writes a student. An exporter that can run what it has written compares it with {@link
   * ExportedStudent#outputs} before it returns.
   *
   * @param student the network, what it was taught, and what it computes
   * @param file a new file; the caller moves it into place when it is complete
   * @throws IOException if the file cannot be written
   * @throws io.retort.core.RetortException naming the nodes that are {@link #unsupported}, or the
   *     sample for which the file computes something else; then there is no file
   */
  void write(ExportedStudent student, Path file) throws IOException;
}
