package io.retort.core.teacher;

import io.retort.core.data.Samples;
import java.util.Optional;

/** Where the outputs of a teacher are kept, so that each sample is asked once. */
public interface OutputStore {

  /** Keeps nothing: the teacher is asked at every step. */
  OutputStore NONE = (output, samples) -> Optional.empty();

  /**
   * Opens the rows of one output.
   *
   * @param output an output of the teacher
   * @param samples the samples that it may be asked for
   * @return its rows, for the caller to close; empty if they are not kept
   */
  Optional<OutputRows> open(TeacherOutput output, Samples samples);

  /**
   * What rows are given back as. A store that keeps less than was said gives another kind.
   *
   * @param output an output of the teacher
   * @return the same output unless overridden, perhaps of another kind
   */
  default TeacherOutput given(TeacherOutput output) {
    return output;
  }

  /**
   * A store that takes over where this one keeps nothing.
   *
   * @param other keeps what this one does not, and gives it back as the same kind
   * @return a store of both
   */
  default OutputStore or(OutputStore other) {
    OutputStore first = this;
    return new OutputStore() {
      @Override
      public Optional<OutputRows> open(TeacherOutput output, Samples samples) {
        return first.open(output, samples).or(() -> other.open(output, samples));
      }

      @Override
      public TeacherOutput given(TeacherOutput output) {
        return first.given(output);
      }
    };
  }
}
