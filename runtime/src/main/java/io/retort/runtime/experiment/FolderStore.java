package io.retort.runtime.experiment;

import io.retort.runtime.files.AtomicFiles;
import io.retort.runtime.output.RunFolder;
import java.net.URI;
import java.nio.file.Path;

/** Keeps a run in its folder. */
record FolderStore(RunFolder folder) implements RunStore {

  @Override
  public void open() {
    folder.create();
  }

  @Override
  public void write(String name, Content content) {
    Path file = folder.path().resolve(name);
    folder.folder(folder.path().relativize(file.getParent()).toString());
    AtomicFiles.write(file, content::write);
  }

  @Override
  public void append(String name, String line) {
    folder.append(name, line);
  }

  @Override
  public URI location() {
    return folder.path().toUri();
  }
}
