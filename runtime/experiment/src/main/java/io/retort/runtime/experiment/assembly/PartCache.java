package io.retort.runtime.experiment.assembly;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps parts, for all who make one of the same things; closes them in the end. */
public final class PartCache implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Map<PartFingerprint, Object> made = new HashMap<>();
  private final Optional<Path> folder;

  /** Nothing yet. What parts write to the disk is deleted when they are closed. */
  public PartCache() {
    this.folder = Optional.empty();
  }

  /**
   * Nothing yet.
   *
   * @param folder where parts find again what they have written to the disk; it is made when it is
   *     first needed
   */
  public PartCache(Path folder) {
    this.folder = Optional.of(folder);
  }

  /** Where parts write to the disk. */
  Path folder() {
    return folder.orElseGet(
        () -> get(PartFingerprint.of(ScratchFolder.class), ScratchFolder::new).path());
  }

  /** The part of a fingerprint, which is made if it is not there. */
  @SuppressWarnings("unchecked") // the same maker has made what is there
  <T> T get(PartFingerprint fingerprint, Supplier<T> maker) {
    Object known = made.get(fingerprint);
    if (known == null) {
      known = maker.get();
      made.put(fingerprint, known);
      if (known instanceof AutoCloseable resource) {
        resources.add(resource);
      }
    }
    return (T) known;
  }

  /** Closes the parts, the newest first. */
  @Override
  public void close() {
    made.clear();
    resources.close();
  }
}
