package io.retort.runtime.experiment.recording;

import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.experiment.extension.RunStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of a run that another process has opened and will complete.
 *
 * @param path where it is on this machine
 */
public record SharedFolder(Path path) implements RunStore {

  @Override
  public void open() {
    // It is.
  }

  @Override
  public void write(String name, Content content) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
    AtomicFiles.write(file, content::write);
  }

  @Override
  public void append(String name, String line) {
    Path file = path.resolve(name);
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  private static RuntimeException unwritable(Path file, IOException failure) {
    return AtomicFiles.unwritable(
        file, failure, "choose a folder with 'output' that all machines can write to");
  }

  @Override
  public URI location() {
    return path.toUri();
  }
}
