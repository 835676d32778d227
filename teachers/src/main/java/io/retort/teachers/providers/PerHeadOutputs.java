package io.retort.teachers.providers;

import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the teachers of several heads can say together: the head's output of each, under the head's
 * name, and their taps, under {@code HEAD.TAP}.
 */
final class PerHeadOutputs {
  private final List<TeacherOutput> outputs = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  PerHeadOutputs(Map<String, List<TeacherOutput>> byHead) {
    byHead.forEach(
        (head, known) -> {
          for (TeacherOutput output : known) {
            boolean tap = output.kind() == TargetKind.FEATURES;
            String name = tap ? head + "." + output.name() : output.name();
            if (tap || output.name().equals(head)) {
              outputs.add(new TeacherOutput(name, output.kind(), output.shape()));
              places.put(name, new Place(head, output.name()));
            }
          }
        });
  }

  /**
   * Where an output comes from.
   *
   * @param head the head whose teacher is meant
   * @param output what it calls the output
   */
  record Place(String head, String output) {}

  List<TeacherOutput> all() {
    return List.copyOf(outputs);
  }

  Place place(String output) {
    Place place = places.get(output);
    if (place == null) {
      throw new IllegalArgumentException(
          "The teachers have no output '"
              + output
              + "'; they have "
              + outputs.stream().map(TeacherOutput::name).toList());
    }
    return place;
  }
}
