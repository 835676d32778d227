package io.retort.teachers.providers;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean of what several teachers say. */
final class Ensemble implements Teacher {
  private final List<Teacher> members;
  private final HeadAverages averages;

  Ensemble(List<Teacher> members, HeadAverages averages) {
    this.members = members;
    this.averages = averages;
  }

  @Override
  public List<TeacherOutput> outputs() {
    return averages.outputs();
  }

  @Override
  public void require(Samples samples) {
    members.forEach(member -> member.require(samples));
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Map<String, Tensor> own = new HashMap<>();
    try {
      destinations.forEach(
          (name, destination) -> {
            averages.require(name);
            destination.fill(0);
            own.put(name, Tensor.allocate(destination.shape()));
          });
      for (int member = 0; member < members.size(); member++) {
        members.get(member).evaluate(batch, own);
        for (Map.Entry<String, Tensor> output : own.entrySet()) {
          averages.add(
              member, output.getKey(), output.getValue(), destinations.get(output.getKey()));
        }
      }
    } finally {
      own.values().forEach(Tensor::close);
    }
  }

  @Override
  public String fingerprint() {
    return averages.description() + " of " + MemberTeachers.fingerprint(members);
  }

  @Override
  public Map<String, Teacher> parts() {
    Map<String, Teacher> parts = new LinkedHashMap<>();
    members.forEach(member -> parts.put(Integer.toString(parts.size()), member));
    return parts;
  }

  @Override
  public void close() {
    MemberTeachers.close(members);
  }
}
