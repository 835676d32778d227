package io.retort.core.tensor;

/** An {@link UpdateProgram} as a loop over arrays. */
@FunctionalInterface
interface UpdateLoop {

  /**
   * Updates one block in place.
   *
   * @param values the block of the vector that is updated
   * @param state the blocks at the same place in the vectors of state
   * @param inputs the blocks at the same place in the vectors that are only read
   * @param scalars the numbers of this update
   * @param count how many values of each array are valid
   */
  void run(float[] values, float[][] state, float[][] inputs, float[] scalars, int count);
}
