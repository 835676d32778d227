package io.retort.core.training;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.Predictions;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes targets for some rows of a step's batch; their tensors are freed with this object. */
final class TargetRows implements AutoCloseable {
  private final StepContext step;
  private final int[] rows;
  private final List<Runnable> closing = new ArrayList<>();

  TargetRows(StepContext step, int[] rows) {
    this.step = step;
    this.rows = rows;
  }

  /** A target of a kind. */
  Target of(TargetSource source, TargetKind kind) {
    return source.accept(new OfKind(kind));
  }

  /** The values of a tensor in the host's memory. */
  Tensor onHost(DeviceTensor tensor) {
    return owned(tensor.onHost());
  }

  /** Where the host may write the values of a tensor, to be copied back unless it is there. */
  Tensor writable(DeviceTensor tensor) {
    return owned(tensor.isOnHost() ? tensor.onHost() : Tensor.allocate(tensor.shape()));
  }

  /** The rows of a tensor that has one for each sample of the batch. */
  Tensor of(Tensor all) {
    if (rows.length == step.samples().length) {
      return all;
    }
    Tensor chosen = owned(Tensor.allocate(all.shape().sample().batch(rows.length)));
    copy(all, rows, chosen, true);
    return chosen;
  }

  /** A tensor for gradients at the rows; where they are all, the given one. */
  Tensor gradient(Tensor all) {
    return rows.length == step.samples().length
        ? all
        : owned(Tensor.allocate(all.shape().sample().batch(rows.length)));
  }

  /** Writes gradients at the rows into those of the whole batch. */
  void scatter(Tensor chosen, Tensor all) {
    if (chosen != all) {
      all.fill(0);
      write(chosen, all);
    }
  }

  /** Writes gradients at the rows and leaves the others as they are. */
  void write(Tensor chosen, Tensor all) {
    copy(all, rows, chosen, false);
  }

  private Tensor owned(Tensor tensor) {
    closing.add(tensor::close);
    return tensor;
  }

  /** Copies the given rows of {@code all} to the consecutive rows of {@code some}, or back. */
  private static void copy(Tensor all, int[] rows, Tensor some, boolean gather) {
    int length = all.shape().elements() / all.shape().extent(0);
    FloatBuffer allValues = all.values();
    FloatBuffer someValues = some.values();
    for (int i = 0; i < rows.length; i++) {
      if (gather) {
        someValues.put(i * length, allValues, rows[i] * length, length);
      } else {
        allValues.put(rows[i] * length, someValues, i * length, length);
      }
    }
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }

  private final class OfKind implements TargetSourceVisitor<Target> {
    private final TargetKind kind;

    OfKind(TargetKind kind) {
      this.kind = kind;
    }

    @Override
    public Target labels(TargetSource.Labels source) {
      return truth(source.head());
    }

    @Override
    public Target teacherHead(TargetSource.TeacherHead source) {
      Tensor outputs = of(step.teacher().get(source.head()));
      return switch (kind) {
        case LABELLED_LOGITS ->
            new Target.LabelledLogits(((Target.Classes) truth(source.head())).labels(), outputs);
        case LABELLED_VALUES ->
            new Target.LabelledValues(((Target.Values) truth(source.head())).values(), outputs);
        default -> target(outputs);
      };
    }

    @Override
    public Target teacherDecision(TargetSource.TeacherDecision source) {
      return new Target.Classes(mostLikely(of(step.teacher().get(source.head()))));
    }

    @Override
    public Target teacherFeature(TargetSource.TeacherFeature source) {
      return target(of(step.teacher().get(source.tap())));
    }

    @Override
    public Target peer(TargetSource.Peer source) {
      return target(of(onHost(step.peers().get(source))));
    }

    private Target.GroundTruth truth(String head) {
      int[] samples = Arrays.stream(rows).map(row -> step.samples()[row]).toArray();
      Target.GroundTruth truth = step.source().labels(head, samples);
      closing.add(truth::close);
      return truth;
    }

    private Target target(Tensor values) {
      return switch (kind) {
        case LOGITS -> new Target.Logits(values);
        case PROBABILITIES -> new Target.Probabilities(values);
        case LOG_PROBABILITIES -> new Target.LogProbabilities(values);
        case VALUES -> new Target.Values(values);
        case FEATURES -> new Target.Features(values);
        case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(values);
        case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(values);
        case CLASSES, MULTI_LABELS, LABELLED_LOGITS, LABELLED_VALUES ->
            throw new IllegalStateException("A model's output is never of the kind " + kind);
      };
    }
  }

  static int[] mostLikely(Tensor outputs) {
    float[] row = new float[outputs.shape().extent(1)];
    int[] classes = new int[outputs.shape().extent(0)];
    for (int i = 0; i < classes.length; i++) {
      outputs.read(i * row.length, row);
      classes[i] = Predictions.mostLikely(row);
    }
    return classes;
  }
}
