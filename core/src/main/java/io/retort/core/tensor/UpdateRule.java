package io.retort.core.tensor;

/**
 * An element-wise update of a vector as a loop in Java, applied block by block, for what an {@link
 * UpdateProgram} cannot say. Blocks arrive in any order and perhaps from several threads, so a rule
 * holds no state of its own.
 */
@FunctionalInterface
public interface UpdateRule {

  /**
   * Updates one block in place.
   *
   * @param values the block of the vector that is updated
   * @param state the blocks at the same place in the state vectors, updated in place
   * @param inputs the blocks at the same place in the read-only vectors, such as the gradients
   * @param count how many values of each array are valid
   */
  void apply(float[] values, float[][] state, float[][] inputs, int count);
}
