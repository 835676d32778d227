package io.retort.exporters;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;

/**
 * The configuration of the exporter {@code onnx}.
 *
 * @param inputs what the model is given
 * @param outputs what it predicts
 */
public record OnnxModel(
    @Doc("What the model is given: rows and pixels as they are (raw), or values that are prepared.")
        @Default("raw")
        Inputs inputs,
    @Doc("What it says of classes and labels: probabilities, or the network's logits.")
        @Default("probabilities")
        Outputs outputs) {

  /** What the model is given. */
  public enum Inputs {
    /** The cells of a row, or the pixels of an image; the preparation is in the model. */
    RAW,
    /** The values of the network's input. */
    PREPARED
  }

  /** What the model predicts. */
  public enum Outputs {
    /** A probability for each class or label. */
    PROBABILITIES,
    /** What the network computes. */
    LOGITS
  }
}
