package io.retort.core.backend;

/** Whether a forward pass is part of training. */
public enum Mode {
  /** Dropout is active; batch normalisation uses and records the statistics of the batch. */
  TRAINING,
  /** Dropout is the identity; batch normalisation uses its running statistics. */
  INFERENCE
}
