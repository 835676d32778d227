package io.retort.runtime.experiment.recording;

import io.retort.runtime.experiment.extension.RunStore;
import java.net.URI;

/** Keeps a run in its folder. */
public record FolderStore(RunFolder folder) implements RunStore {

  @Override
  public void open() {
    folder.create();
  }

  @Override
  public void write(String name, Content content) {
    folder.write(name, content::write);
  }

  @Override
  public void append(String name, String line) {
    folder.append(name, line);
  }

  @Override
  public void complete() {
    folder.complete();
  }

  @Override
  public void close() {
    folder.close();
  }

  @Override
  public URI location() {
    return folder.path().toUri();
  }
}
