package io.retort.teachers.providers;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks for each head the teacher that knows it. */
final class PerHeadTeacher implements Teacher {
  private final Map<String, Teacher> teachers;
  private final PerHeadOutputs outputs;

  /**
   * Composes teachers.
   *
   * @param teachers by head; closed with this one
   */
  PerHeadTeacher(Map<String, Teacher> teachers) {
    this.teachers = teachers;
    Map<String, List<TeacherOutput>> known = new LinkedHashMap<>();
    teachers.forEach((head, teacher) -> known.put(head, teacher.outputs()));
    this.outputs = new PerHeadOutputs(known);
  }

  @Override
  public List<TeacherOutput> outputs() {
    return outputs.all();
  }

  @Override
  public void require(Samples samples) {
    teachers.values().forEach(teacher -> teacher.require(samples));
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Map<String, Map<String, Tensor>> byHead = new HashMap<>();
    destinations.forEach(
        (name, destination) -> {
          PerHeadOutputs.Place place = outputs.place(name);
          byHead
              .computeIfAbsent(place.head(), head -> new HashMap<>())
              .put(place.output(), destination);
        });
    byHead.forEach((head, wanted) -> teachers.get(head).evaluate(batch, wanted));
  }

  @Override
  public String fingerprint() {
    return teachers.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().fingerprint())
        .collect(Collectors.joining(","));
  }

  @Override
  public Map<String, Teacher> parts() {
    return Collections.unmodifiableMap(teachers);
  }

  @Override
  public void close() {
    MemberTeachers.close(List.copyOf(teachers.values()));
  }
}
