package io.retort.teachers.onnx;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model in a file of ONNX as a teacher.
 *
 * @param path the file
 * @param input the name that the model's only input must have; any if not given
 * @param outputs for each head the model's output; if empty, those of the heads' names, or all in
 *     the order of the heads; the first one for an embedding alone
 * @param as what the outputs for classes and labels are; found out from samples if not given
 * @param classes for heads whose classes, labels or values the model has in another order than the
 *     data, their names in the model's order
 * @param features values inside the model that a student can be compared with
 * @param batch the most samples that are computed at once
 * @param tokenizer what splits the texts of a model that reads such
 * @param length the most tokens of a text
 * @param pooling how outputs for every token become one for the text
 * @param normalise whether outputs for texts are scaled to the length 1
 * @param threads at most how many threads compute at the same time
 */
public record OnnxTeacherSettings(
    @Doc("The ONNX file.") Path path,
    @Doc("The name that the model's only input must have; any if not given.")
        Optional<String> input,
    @Doc(
            "For each head of the data, the model's output; if none is named, outputs of the heads'"
                + " names, otherwise all outputs in the order of the heads; for an embedding alone,"
                + " the first one.")
        @Default("{}")
        Map<String, String> outputs,
    @Doc(
            "What the model's outputs for classes and labels are: logits or probabilities; if not"
                + " given, found out from samples, and said.")
        Optional<Form> as,
    @Doc(
            "For a head whose classes, labels or values the model has in another order than the"
                + " data: their names in the model's order.")
        @Default("{}")
        Map<String, List<String>> classes,
    @Doc(
            "Values inside the model, by their names in its graph, that a student can be compared"
                + " with.")
        @Default("[]")
        List<String> features,
    @Doc("The most samples that are computed at once; a model of a fixed batch size has that.")
        @Default("256")
        @Range(min = 1)
        int batch,
    @Doc(
            "For a model of texts: what splits them. The model is given the text itself, whatever"
                + " the student reads, as input_ids, attention_mask and token_type_ids, as far as"
                + " it has these inputs.")
        Optional<Tokenizer> tokenizer,
    @Doc("How many tokens of a text the model is given at most.") @Default("256") @Range(min = 1)
        int length,
    @Doc(
            "How outputs for every token become one for the text: their mean, or that of the first"
                + " one.")
        Optional<Pooling> pooling,
    @Doc("Whether outputs for texts, such as embeddings, are scaled to the length 1.")
        @Default("false")
        boolean normalise,
    @Doc("The most threads that compute at the same time; all cores if not given.") @Range(min = 1)
        Optional<Integer> threads) {

  /** Takes copies. */
  public OnnxTeacherSettings {
    outputs = Map.copyOf(outputs);
    classes =
        classes.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    features = List.copyOf(features);
  }

  /**
   * Settings of a model with the defaults of configurations.
   *
   * @param path the file of the model
   * @return a builder for what should be different
   */
  public static OnnxTeacherSettingsBuilder builder(Path path) {
    return new OnnxTeacherSettingsBuilder(path);
  }

  /**
   * These settings, to be changed.
   *
   * @return a builder with what these have
   */
  public OnnxTeacherSettingsBuilder toBuilder() {
    return new OnnxTeacherSettingsBuilder(this);
  }

  /** How outputs for every token become one for the text. */
  public enum Pooling {
    /** The mean over the tokens that are there. */
    MEAN,
    /** That of the first token. */
    FIRST
  }

  /** What outputs for classes and labels are. */
  public enum Form {
    /** Numbers before softmax or sigmoid. */
    LOGITS,
    /** From 0 to 1; those of classes sum to 1. */
    PROBABILITIES
  }
}
