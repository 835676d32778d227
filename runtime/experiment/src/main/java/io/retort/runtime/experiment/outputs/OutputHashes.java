package io.retort.runtime.experiment.outputs;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.plugin.Plugin;
import java.nio.charset.StandardCharsets;

/** Tells apart what outputs depend on. */
public final class OutputHashes {

  private OutputHashes() {}

  /**
   * A hash of a teacher and of what computes it.
   *
   * @param configured the backend of the experiment
   * @param backend the one that computes, which may be bound by a program and choose its precision
   */
  public static String teacher(
      Teacher teacher, Plugin<ComputeBackend> configured, ComputeBackend backend) {
    String text =
        String.join(
            "\n",
            teacher.fingerprint(),
            configured.entry().name(),
            configured.configuration().toString(),
            backend.getClass().getName(),
            backend.precision());
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
