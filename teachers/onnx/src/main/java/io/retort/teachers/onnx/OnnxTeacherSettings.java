package io.retort.teachers.onnx;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
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
 *     the order of the heads
 * @param as what the outputs for classes and labels are; found out from samples if not given
 * @param classes for heads whose classes, labels or values the model has in another order than the
 *     data, their names in the model's order
 * @param features values inside the model that a student can be compared with
 * @param batch the most samples that are computed at once
 * @param threads at most how many threads compute at the same time
 */
public record OnnxTeacherSettings(
    @Doc("The ONNX file.") Path path,
    @Doc("The name that the model's only input must have; any if not given.")
        Optional<String> input,
    @Doc(
            "For each head of the data, the model's output; if none is named, outputs of the heads'"
                + " names, otherwise all outputs in the order of the heads.")
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

  /** What outputs for classes and labels are. */
  public enum Form {
    /** Numbers before softmax or sigmoid. */
    LOGITS,
    /** From 0 to 1; those of classes sum to 1. */
    PROBABILITIES
  }
}
