package io.retort.core.strategy;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.loss.Loss;
import io.retort.core.network.NetworkPlan;
import io.retort.core.teacher.TeacherOutput;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a strategy plans for.
 *
 * @param student the student
 * @param heads what the data has labels for
 * @param teacher what the teacher can say
 * @param labelLoss the loss against true labels, the same that the student alone is trained with,
 *     so that the comparison is fair
 * @param epochs how many passes over the samples the student's training has, where it is given in
 *     epochs
 * @param domains into how many parts of their own the samples fall, see {@link
 *     io.retort.core.data.Samples#domains}
 */
public record StrategySetting(
    NetworkPlan student,
    List<Head> heads,
    List<TeacherOutput> teacher,
    Loss labelLoss,
    OptionalInt epochs,
    int domains) {

  public StrategySetting {
    heads = List.copyOf(heads);
    teacher = List.copyOf(teacher);
  }

  /**
   * The same setting for another student, such as one that an earlier stage has given more nodes.
   *
   * @param other the student
   * @return the setting
   */
  public StrategySetting with(NetworkPlan other) {
    return new StrategySetting(other, heads, teacher, labelLoss, epochs, domains);
  }

  /**
   * The student's node for a head: its only output if there is one head, else the output of the
   * same name.
   *
   * @param head the head
   * @return the node's name
   * @throws RetortException if there is none, or its width is not the head's
   */
  public String output(Head head) {
    return head.output(student);
  }

  /**
   * One of the teacher's outputs.
   *
   * @param name the name of a head or tap
   * @return the output
   * @throws RetortException listing what there is
   */
  public TeacherOutput teacherOutput(String name) {
    return teacher.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "The teacher has no output '"
                        + name
                        + "'; it has "
                        + teacher.stream().map(TeacherOutput::name).toList()));
  }
}
