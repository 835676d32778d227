package io.retort.runtime.experiment;

import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has become of a student that several replicas have trained.
 *
 * @param steps the number of steps made
 * @param epoch the epoch whose weights were kept
 * @param seconds how long the training took, before and after interruptions
 * @param parameters the number of its parameters
 * @param validation by head, its figures on the validation samples by name
 * @param test by head, its figures on the test samples by name
 * @param files the hashes of the files that were written
 */
public record ReplicaResult(
    long steps,
    int epoch,
    double seconds,
    long parameters,
    Map<String, Map<String, Object>> validation,
    Map<String, Map<String, Object>> test,
    Map<String, String> files)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Sorted, and of types that can be written. */
  public ReplicaResult {
    validation = new TreeMap<>(validation);
    test = new TreeMap<>(test);
    files = new TreeMap<>(files);
  }
}
