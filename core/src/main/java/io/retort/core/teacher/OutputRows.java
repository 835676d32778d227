package io.retort.core.teacher;

import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * The rows of one output of a teacher that are kept for the samples of a data set. A sample is
 * known by its index in the {@link io.retort.core.data.Samples#origin origin} of its list.
 */
public interface OutputRows extends AutoCloseable {

  /**
   * Whether a sample's row is there and undamaged.
   *
   * @param sample its index in the origin
   */
  boolean contains(int sample);

  /**
   * Whether rows outlive the object. A training that is interrupted finds them again, and asks for
   * the others alone; rows that do not are asked for by each training in the same batches, so that
   * what it learns does not depend on what was trained before it.
   *
   * @return true for files
   */
  boolean lasting();

  /** Finds rows that others keep in the same place; unless overridden there are none. */
  default void refresh() {
    // Nobody else has them.
  }

  /**
   * Keeps rows. Those of samples that are there already are replaced.
   *
   * @param samples indexes in the origin, each once
   * @param rows their rows, {@code [samples, output shape…]}
   */
  void put(int[] samples, Tensor rows);

  /**
   * Reads the row of a sample that is {@link #contains there}.
   *
   * @param sample its index in the origin
   * @param destination receives the row
   * @param index where its first value goes
   * @throws IllegalStateException if it is not there
   */
  void get(int sample, FloatBuffer destination, int index);

  /** Lets go of memory and files. */
  @Override
  void close();
}
