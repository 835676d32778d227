package io.retort.core.augmentation;

import io.retort.core.data.InputPreparation;
import io.retort.core.tensor.Shape;

/** A way to change inputs a little at random, so that what they are labelled with stays true. */
public interface Augmentation {

  /**
   * Prepares for the inputs of some data.
   *
   * @param input the shape of one input, such as {@code [channels, height, width]}
   * @param preparation how the inputs were made, which says what black and white are
   * @return what changes one input
   * @throws io.retort.core.RetortException if such inputs cannot be changed in this way, with the
   *     fix
   */
  InputChange on(Shape input, InputPreparation preparation);
}
