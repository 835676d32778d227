package io.retort.teachers.providers;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.OneDomain;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks one teacher about the samples of each domain. */
final class SourceTargetTeacher implements Teacher {
  private final List<Teacher> byDomain;
  private final List<TeacherOutput> outputs;

  SourceTargetTeacher(List<Teacher> byDomain, List<Head> heads) {
    this.byDomain = byDomain;
    this.outputs = outputs(byDomain.stream().map(Teacher::outputs).toList(), heads);
  }

  /**
   * What all teachers say alike.
   *
   * @throws RetortException if they do not say the same of a head
   */
  static List<TeacherOutput> outputs(List<List<TeacherOutput>> all, List<Head> heads) {
    List<TeacherOutput> common = new ArrayList<>(all.get(0));
    all.forEach(common::retainAll);
    for (Head head : heads) {
      if (common.stream().noneMatch(output -> output.name().equals(head.name()))) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teachers have no output for the head '"
                + head.name()
                + "' in the same form: "
                + all.stream()
                    .map(
                        outputs ->
                            outputs.stream()
                                .filter(output -> output.name().equals(head.name()))
                                .map(output -> output.kind() + " of shape " + output.shape())
                                .findFirst()
                                .orElse("not at all"))
                    .toList()
                + "; choose teachers of one kind");
      }
    }
    return List.copyOf(common);
  }

  @Override
  public List<TeacherOutput> outputs() {
    return outputs;
  }

  @Override
  public void require(Samples samples) {
    for (int domain = 0; domain < byDomain.size(); domain++) {
      int wanted = domain;
      if (IntStream.range(0, samples.size()).anyMatch(i -> samples.domain(i) == wanted)) {
        byDomain.get(domain).require(OneDomain.of(samples, domain));
      }
    }
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    for (int domain = 0; domain < byDomain.size(); domain++) {
      int wanted = domain;
      int[] rows =
          IntStream.range(0, batch.size())
              .filter(row -> batch.source().domain(batch.samples()[row]) == wanted)
              .toArray();
      if (rows.length == batch.size()) {
        byDomain.get(domain).evaluate(batch, destinations);
      } else if (rows.length > 0) {
        evaluatePart(byDomain.get(domain), batch, rows, destinations);
      }
    }
  }

  private static void evaluatePart(
      Teacher teacher, Batch batch, int[] rows, Map<String, Tensor> destinations) {
    Map<String, Tensor> own = new HashMap<>();
    try (Tensor inputs = Tensor.allocate(batch.inputs().shape().sample().batch(rows.length))) {
      copyRows(batch.inputs(), rows, inputs, true);
      destinations.forEach(
          (name, destination) ->
              own.put(name, Tensor.allocate(destination.shape().sample().batch(rows.length))));
      int[] samples = Arrays.stream(rows).map(row -> batch.samples()[row]).toArray();
      teacher.evaluate(new Batch(batch.source(), samples, inputs), own);
      own.forEach((name, some) -> copyRows(destinations.get(name), rows, some, false));
    } finally {
      own.values().forEach(Tensor::close);
    }
  }

  /** Copies the given rows of {@code all} to the consecutive rows of {@code some}, or back. */
  private static void copyRows(Tensor all, int[] rows, Tensor some, boolean gather) {
    int length = some.shape().elements() / rows.length;
    for (int i = 0; i < rows.length; i++) {
      if (gather) {
        some.values().put(i * length, all.values(), rows[i] * length, length);
      } else {
        all.values().put(rows[i] * length, some.values(), i * length, length);
      }
    }
  }

  @Override
  public String fingerprint() {
    return MemberTeachers.fingerprint(byDomain);
  }

  @Override
  public Map<String, Teacher> parts() {
    return Map.of("source", byDomain.get(0), "target", byDomain.get(1));
  }

  @Override
  public void close() {
    MemberTeachers.close(byDomain);
  }
}
