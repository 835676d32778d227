package io.retort.core.training;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Samples;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Vector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What losses compare with, where a backend computes that evaluates them there. The targets of all
 * training samples are copied there when they are first wanted, once for a training, and batches
 * are gathered from them. Outputs of a teacher that is asked at every step are copied at every
 * step.
 */
final class ResidentTargets implements AutoCloseable {
  private final ComputeBackend backend;
  private final Samples train;
  private final BitSet labelled;
  private final Optional<PreparedOutputs> teacher;
  private final Map<String, Table> tables = new HashMap<>();

  ResidentTargets(
      ComputeBackend backend, Samples train, BitSet labelled, Optional<PreparedOutputs> teacher) {
    this.backend = backend;
    this.train = train;
    this.labelled = labelled;
    this.teacher = teacher;
  }

  /**
   * A target for a batch.
   *
   * @param tensors its tensors, row after row
   * @param classes the true class of each row, where it has classes
   */
  record Batch(List<Vector> tensors, Optional<Vector> classes) {}

  /** The target of a step's batch. */
  Batch of(TargetSource source, TargetKind kind, StepContext step) {
    return source.accept(new OfStep(kind, step));
  }

  /**
   * For each row of a step's batch 1 or 0.
   *
   * @param name what the rows have in common
   * @param chosen which samples have 1
   */
  Vector chosen(String name, IntPredicate chosen, StepContext step) {
    return tables
        .computeIfAbsent(
            "rows " + name,
            key -> {
              float[] all = new float[train.size()];
              for (int i = 0; i < all.length; i++) {
                all[i] = chosen.test(i) ? 1 : 0;
              }
              return new Table(all, 1);
            })
        .gather(step.samples());
  }

  /** Lets a loss look at the targets that it will not see again. */
  void check(Loss loss, TargetSource source, CriterionSetting setting) {
    new TargetCheck(train, labelled, teacher).run(loss, source, setting);
  }

  /** Whether the labels of a sample may be used. */
  boolean isLabelled(int sample) {
    return labelled.get(sample);
  }

  /** Which part a sample belongs to. */
  int domain(int sample) {
    return train.domain(sample);
  }

  private Tensor kept(String output) {
    return teacher.orElseThrow().kept(train, IntStream.range(0, train.size()).toArray(), output);
  }

  @Override
  public void close() {
    tables.values().forEach(Table::close);
    tables.clear();
  }

  private final class OfStep implements TargetSourceVisitor<Batch> {
    private final TargetKind kind;
    private final StepContext step;

    OfStep(TargetKind kind, StepContext step) {
      this.kind = kind;
      this.step = step;
    }

    @Override
    public Batch labels(TargetSource.Labels source) {
      return kind == TargetKind.CLASSES
          ? new Batch(List.of(), Optional.of(truth(source.head())))
          : new Batch(List.of(truth(source.head())), Optional.empty());
    }

    @Override
    public Batch teacherHead(TargetSource.TeacherHead source) {
      Vector outputs = outputs(source.head());
      return switch (kind) {
        case LABELLED_LOGITS -> new Batch(List.of(outputs), Optional.of(truth(source.head())));
        case LABELLED_VALUES -> new Batch(List.of(outputs, truth(source.head())), Optional.empty());
        case CLASSES,
            MULTI_LABELS,
            VALUES,
            LOGITS,
            PROBABILITIES,
            LOG_PROBABILITIES,
            FEATURES,
            MULTI_LABEL_LOGITS,
            MULTI_LABEL_PROBABILITIES ->
            new Batch(List.of(outputs), Optional.empty());
      };
    }

    @Override
    public Batch teacherDecision(TargetSource.TeacherDecision source) {
      String head = source.head();
      Vector classes =
          teacher.orElseThrow().isKept(head)
              ? tables
                  .computeIfAbsent("decision " + head, key -> table(mostLikely(head)))
                  .gather(step.samples())
              : sent("decision " + head, floats(TargetRows.mostLikely(step.teacher().get(head))));
      return new Batch(List.of(), Optional.of(classes));
    }

    @Override
    public Batch teacherFeature(TargetSource.TeacherFeature source) {
      return new Batch(List.of(outputs(source.tap())), Optional.empty());
    }

    @Override
    public Batch peer(TargetSource.Peer source) {
      return new Batch(List.of(step.peers().get(source).values()), Optional.empty());
    }

    private Vector outputs(String name) {
      if (!teacher.orElseThrow().isKept(name)) {
        return sent("output " + name, step.teacher().get(name).toArray());
      }
      return tables
          .computeIfAbsent(
              "output " + name,
              key -> {
                try (Tensor all = kept(name)) {
                  return table(all.toArray());
                }
              })
          .gather(step.samples());
    }

    /** What changes at every step is copied at every step. */
    private Vector sent(String name, float[] values) {
      return tables
          .computeIfAbsent(
              name + " sent", key -> new Table(new float[0], values.length / step.samples().length))
          .write(values, step.samples().length);
    }

    private Vector truth(String head) {
      return tables
          .computeIfAbsent("truth " + head, key -> table(truths(head)))
          .gather(step.samples());
    }
  }

  private Table table(float[] values) {
    return new Table(values, values.length / train.size());
  }

  private float[] mostLikely(String output) {
    try (Tensor all = kept(output)) {
      return floats(TargetRows.mostLikely(all));
    }
  }

  /** The labels of all samples that may be used; 0 for the others. */
  private float[] truths(String head) {
    int[] known = labelled.stream().toArray();
    try (Target.GroundTruth truth = train.labels(head, known)) {
      float[] values =
          truth.match(
              classes -> floats(classes.labels()),
              labels -> labels.values().toArray(),
              numbers -> numbers.values().toArray());
      int width = values.length / known.length;
      float[] all = new float[train.size() * width];
      for (int i = 0; i < known.length; i++) {
        System.arraycopy(values, i * width, all, known[i] * width, width);
      }
      return all;
    }
  }

  private static float[] floats(int[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = numbers[i];
    }
    return floats;
  }

  /** The rows of all samples, and those of a batch for each size of batches. */
  private final class Table implements AutoCloseable {
    private final Optional<Vector> all;
    private final int width;
    private final Map<Integer, Vector> batches = new HashMap<>();
    private int[] gathered;

    Table(float[] values, int width) {
      this.width = width;
      this.all = values.length == 0 ? Optional.empty() : Optional.of(backend.vector(values.length));
      all.ifPresent(vector -> vector.write(0, values));
    }

    /** Several terms that look at one table in a step gather once. */
    Vector gather(int[] samples) {
      Vector batch = batch(samples.length);
      if (samples != gathered) {
        batch.gather(all.orElseThrow(), samples, width);
        gathered = samples;
      }
      return batch;
    }

    Vector write(float[] values, int rows) {
      Vector batch = batch(rows);
      batch.write(0, values);
      return batch;
    }

    private Vector batch(int rows) {
      return batches.computeIfAbsent(rows, count -> backend.vector(count * width));
    }

    @Override
    public void close() {
      all.ifPresent(Vector::close);
      batches.values().forEach(Vector::close);
    }
  }
}
