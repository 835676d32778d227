package io.retort.datasets;

import io.retort.core.tensor.Shape;

/** How an image is handed to a model. */
public enum ImageShape {
  /** As {@code [channels, height, width]}, for convolutions. */
  IMAGE,
  /** As {@code [channels·height·width]}, for dense layers. */
  VECTOR;

  Shape of(int channels, int height, int width) {
    return this == IMAGE ? Shape.of(channels, height, width) : Shape.of(channels * height * width);
  }
}
