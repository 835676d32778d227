package io.retort.runtime.experiment.outputs;

import io.retort.core.loss.TargetKind;
import io.retort.runtime.common.files.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of a file say of the rows in it.
 *
 * @param experiment the name of the experiment that has asked for them
 * @param created when it did
 * @param key what the rows depend on
 */
record OutputDescription(String experiment, String created, Key key) {

  /**
   * What rows depend on: where all of it is the same, they are used again.
   *
   * @param teacher a hash of all that determines what it says
   * @param data a hash of the samples
   * @param samples how many there are
   * @param output the name of the output
   * @param kind the kind that the teacher gives
   * @param shape its shape for one sample
   * @param format how rows are written
   */
  record Key(
      String teacher,
      String data,
      int samples,
      String output,
      TargetKind kind,
      String shape,
      String format) {

    /** The name of the folder of these rows. */
    String folder() {
      String hash = Sha256.of(toString().getBytes(StandardCharsets.UTF_8));
      return output.replaceAll("[^A-Za-z0-9_-]", "-") + "-" + hash.substring(0, 16);
    }
  }
}
