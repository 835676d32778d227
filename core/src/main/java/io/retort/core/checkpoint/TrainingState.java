package io.retort.core.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a training after one of its steps, as plain data: all that the same training needs
 * to go on to the same bits. What follows from the training's settings, its data and the number of
 * the step is not in it.
 *
 * @param step the number of steps made
 * @param vectors arrays of 32-bit numbers by name, such as weights and momentum
 * @param numbers arrays of 64-bit numbers by name
 * @param texts everything else by name
 */
public record TrainingState(
    long step,
    Map<String, float[]> vectors,
    Map<String, double[]> numbers,
    Map<String, String> texts) {

  public TrainingState {
    vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }
}
