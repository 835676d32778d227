package io.retort.runtime.prediction;

import io.retort.serving.Student;
import java.util.Optional;

/** Raw data that is read one sample after the other. */
interface RawSamples extends AutoCloseable {

  /** One sample as it was read. */
  interface RawSample {

    /** What it is called in the file of predictions: the number of a row, or an image's name. */
    String source();

    /** Where it stands, for messages: such as {@code line 7}. */
    String place();

    /**
     * Prepares it as the student's training data was.
     *
     * @throws io.retort.core.RetortException if that is impossible
     */
    float[] prepare(Student student, RowCounts counts);
  }

  /**
   * The next sample.
   *
   * @return empty after the last
   * @throws io.retort.core.RetortException if the file cannot be read on
   */
  Optional<RawSample> next();

  @Override
  void close();
}
