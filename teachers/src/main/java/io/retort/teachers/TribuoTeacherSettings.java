package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Models that a program has trained with Tribuo and saved with {@code Model.serializeToFile}, as
 * protocol buffers.
 *
 * @param models the file with the model of each head
 * @param features the names by which the models know the inputs, in the order of the inputs; or
 *     empty if they are called by their places, from 0, with leading zeros or without
 */
public record TribuoTeacherSettings(
    @Doc("For each head of the data, the file with its model (Tribuo's protobuf format).")
        Map<String, Path> models,
    @Doc("The models' names for the inputs, in order; none if they are called 0, 1, 2 and so on.")
        @Default("[]")
        List<String> features) {
  public TribuoTeacherSettings {
    models = Map.copyOf(models);
    features = List.copyOf(features);
  }
}
