package io.retort.runtime.experiment.extension;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run keeps what it makes: configuration, figures, logs, networks. By default its folder;
 * to keep things elsewhere, bind another one. Called on the run's thread; what it throws ends the
 * run.
 */
public interface RunStore extends AutoCloseable {

  /**
   * Makes ready, and finds out now rather than after hours of training if nothing can be kept.
   * Called once, before anything is written.
   *
   * @throws io.retort.core.RetortException if nothing can be kept
   */
  void open();

  /**
   * Keeps a file that is either complete or not there.
   *
   * @param name such as {@code config.yaml} or {@code student/weights.safetensors}; replaced if it
   *     is there
   * @param content writes the file
   * @throws io.retort.core.RetortException if it cannot be kept
   */
  void write(String name, Content content);

  /**
   * Keeps a file that is either complete or not there.
   *
   * @param name as above
   * @param content its bytes
   * @throws io.retort.core.RetortException if it cannot be kept
   */
  default void write(String name, byte[] content) {
    write(name, file -> Files.write(file, content));
  }

  /**
   * Appends a line to a file that grows while the run goes on.
   *
   * @param name such as {@code metrics.jsonl}
   * @param line the line, without its end
   * @throws io.retort.core.RetortException if it cannot be kept
   */
  void append(String name, String line);

  /**
   * Says that the run is complete: nothing more will be kept. Called once, at the end of a run that
   * has not failed.
   *
   * @throws io.retort.core.RetortException if what was kept is no longer there
   */
  default void complete() {}

  /** The run has ended, complete or not. */
  @Override
  default void close() {}

  /**
   * Where everything is, for people to find it.
   *
   * @return a {@code file:} URI if it is a folder
   */
  URI location();

  /**
   * A location for people to read.
   *
   * @param location such as {@link #location()}
   * @return the path of a folder, or the URI of something else
   */
  static String place(URI location) {
    return "file".equals(location.getScheme()) ? Path.of(location).toString() : location.toString();
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {

    /**
     * Writes.
     *
     * @param file a file that is not there yet, whose folder is
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException;
  }
}
