package io.retort.teachers;

import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import java.util.Map;

/**
 * A teacher of its own for each head.
 *
 * @param heads for every head of the data, by name, the teacher that knows it
 */
public record PerHeadSettings(
    @Doc("For every head, by name, the teacher that knows it.")
        Map<String, Recipe<Teacher>> heads) {

  public PerHeadSettings {
    heads = Map.copyOf(heads);
  }
}
