package io.retort.runtime.experiment.settings;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.runtime.configuration.Destination;
import java.util.Locale;
import java.util.Optional;

/**
 * How the outputs of the teacher are kept, so that it is evaluated once for each sample.
 *
 * @param folder for later runs; empty for this one alone
 * @param format what is kept of an output
 * @param k the number of classes that {@link Format#TOP_K} keeps, if not {@value #CLASSES}
 */
public record TeacherOutputSettings(
    @Doc(
            "A folder in which outputs are kept for other runs with the same teacher and data, also"
                + " at the same time. Without one they are kept for this run alone: in memory, or"
                + " in its folder where an output of all samples takes more than 1 GiB. One that a"
                + " file names lies below the file's folder or below runs.")
        Optional<Destination> folder,
    @Doc(
            "What is kept: float32 all there is; float16 half of it, rounded to 11 bits; top-k of"
                + " each head of classes the probabilities of its k most likely ones and the sum of"
                + " the others, in 16 bits each, and of all else what float16 keeps.")
        @Default("float32")
        Format format,
    @Doc("With top-k, the number of classes that are kept; 20 if not given.") @Range(min = 1)
        Optional<Integer> k) {

  private static final int CLASSES = 20;

  public TeacherOutputSettings {
    if (k.isPresent() && format != Format.TOP_K) {
      throw new IllegalArgumentException(
          "k is the number of classes that the format top-k keeps, and the format is "
              + format.name().toLowerCase(Locale.ROOT)
              + "; write {format: top-k, k: "
              + k.get()
              + "}, or leave k out");
    }
  }

  /** The number of classes that {@link Format#TOP_K} keeps. */
  public int classes() {
    return k.orElse(CLASSES);
  }

  /** What is kept of an output. */
  public enum Format {
    /** As the teacher gave it. */
    FLOAT32,
    /** In half precision. */
    FLOAT16,
    /** The most likely classes, and the sum of the others. */
    TOP_K
  }
}
