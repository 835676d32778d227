package io.retort.teachers.providers;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.EnsembleSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** How the outputs of several teachers on each head become one. */
final class HeadAverages {
  private final EnsembleSettings.Average average;
  private final double[] weights;
  private final List<TeacherOutput> outputs = new ArrayList<>();
  private final Map<String, Task> tasks = new HashMap<>();
  private final Map<String, List<TargetKind>> kinds = new HashMap<>();

  /**
   * Checks that all teachers have an output for every head in a form that can be averaged.
   *
   * @throws RetortException naming the teacher that does not
   */
  HeadAverages(List<Head> heads, List<List<TeacherOutput>> all, EnsembleSettings settings) {
    this.average = settings.average();
    this.weights =
        settings
            .weights()
            .map(given -> given.stream().mapToDouble(Double::doubleValue).toArray())
            .orElseGet(
                () -> {
                  double[] equal = new double[all.size()];
                  Arrays.fill(equal, 1);
                  return equal;
                });
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / sum);
    for (Head head : heads) {
      requireMean(head);
      List<TargetKind> said = new ArrayList<>();
      for (int member = 0; member < all.size(); member++) {
        said.add(kind(member, all.get(member), head));
      }
      tasks.put(head.name(), head.task());
      kinds.put(head.name(), said);
      outputs.add(new TeacherOutput(head.name(), averaged(head), Shape.of(head.task().outputs())));
    }
  }

  private static void requireMean(Head head) {
    if (!head.task().hasLabels()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "An ensemble has no mean of vectors, as the same direction means something else to each"
              + " teacher; give the embedding '"
              + head.name()
              + "' a teacher of its own, with per-head");
    }
  }

  private TargetKind kind(int member, List<TeacherOutput> outputs, Head head) {
    TeacherOutput said =
        outputs.stream()
            .filter(output -> output.name().equals(head.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new RetortException(
                        ErrorKind.CONFIGURATION,
                        "teachers["
                            + member
                            + "] of the ensemble has no output for the head '"
                            + head.name()
                            + "'; choose one that has an output for all heads"));
    if (average == EnsembleSettings.Average.LOGITS && said.kind() == TargetKind.PROBABILITIES) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "teachers["
              + member
              + "] of the ensemble gives probabilities for the head '"
              + head.name()
              + "', of which no logits are known; set average: probabilities");
    }
    return said.kind();
  }

  private TargetKind averaged(Head head) {
    if (!head.task().outputActivation().givesProbabilities()) {
      return head.task().networkOutputKind();
    }
    return average == EnsembleSettings.Average.LOGITS
        ? TargetKind.LOGITS
        : TargetKind.PROBABILITIES;
  }

  List<TeacherOutput> outputs() {
    return List.copyOf(outputs);
  }

  void require(String name) {
    if (!tasks.containsKey(name)) {
      throw new IllegalArgumentException(
          "An ensemble has no output '" + name + "'; it has " + tasks.keySet());
    }
  }

  /** What is done, for the hash of all that determines the outputs. */
  String description() {
    return average + " " + Arrays.toString(weights);
  }

  /**
   * Adds one teacher's part.
   *
   * @param output its output, {@code [batch, outputs]}
   * @param sum is added to
   */
  void add(int member, String head, Tensor output, Tensor sum) {
    float[] row = new float[output.shape().extent(1)];
    for (int start = 0; start < output.shape().elements(); start += row.length) {
      output.read(start, row);
      double[] values = values(kinds.get(head).get(member), tasks.get(head), row);
      for (int i = 0; i < row.length; i++) {
        sum.set(start + i, (float) (sum.get(start + i) + weights[member] * values[i]));
      }
    }
  }

  private double[] values(TargetKind kind, Task task, float[] row) {
    double[] values = new double[row.length];
    Arrays.setAll(values, i -> row[i]);
    if (!task.outputActivation().givesProbabilities() || kind == TargetKind.PROBABILITIES) {
      return values;
    } else if (average == EnsembleSettings.Average.LOGITS) {
      return logits(kind, task, values);
    }
    return switch (kind) {
      case LOGITS -> task.outputActivation().apply(values);
      case LOG_PROBABILITIES -> map(values, Math::exp);
      default -> throw new IllegalStateException("There are no probabilities of " + kind);
    };
  }

  /** Of classes, log-probabilities are logits; of labels, logits are log-odds. */
  private static double[] logits(TargetKind kind, Task task, double[] values) {
    boolean logarithms = kind == TargetKind.LOG_PROBABILITIES;
    return task.match(
        classes -> values,
        labels -> logarithms ? map(values, p -> p - Math.log(-Math.expm1(p))) : values,
        numbers -> values,
        embedding -> values);
  }

  private static double[] map(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }
}
