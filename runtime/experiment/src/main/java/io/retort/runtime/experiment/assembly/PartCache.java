package io.retort.runtime.experiment.assembly;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps parts, for all who make one of the same things; closes them in the end. */
public final class PartCache implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Map<PartFingerprint, Object> made = new HashMap<>();

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
