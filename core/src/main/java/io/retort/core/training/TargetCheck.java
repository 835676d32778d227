package io.retort.core.training;

import io.retort.core.data.Samples;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.TargetSource;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * Lets a loss look at all targets of a training before they are copied to where a backend computes.
 * A kernel takes them as they are, while the loss refuses what cannot be, such as probabilities
 * that are none. What changes from step to step is not looked at.
 */
final class TargetCheck {
  private static final int BATCH = 256;

  private final Samples train;
  private final BitSet labelled;
  private final Optional<PreparedOutputs> teacher;

  TargetCheck(Samples train, BitSet labelled, Optional<PreparedOutputs> teacher) {
    this.train = train;
    this.labelled = labelled;
    this.teacher = teacher;
  }

  /**
   * Shows a loss its targets.
   *
   * @throws IllegalArgumentException that of the loss
   */
  void run(Loss loss, TargetSource source, CriterionSetting setting) {
    TargetKind kind = setting.targets().get(0).kind();
    Optional<String> output = source.accept(new TeacherOutputName());
    if (source.accept(new PeerOfTarget()).isPresent()
        || output.filter(name -> !teacher.orElseThrow().isKept(name)).isPresent()) {
      return;
    }
    IntStream seen =
        source.accept(new NeedsLabels(kind)) ? labelled.stream() : IntStream.range(0, train.size());
    PrimitiveIterator.OfInt samples =
        output
            .map(name -> seen.filter(i -> teacher.orElseThrow().contains(train, i, name)))
            .orElse(seen)
            .iterator();
    while (samples.hasNext()) {
      int[] some = next(samples);
      Map<String, Tensor> outputs = new HashMap<>();
      output.ifPresent(name -> outputs.put(name, teacher.orElseThrow().kept(train, some, name)));
      try (TargetRows rows = new TargetRows(targets(some, outputs), all(some.length));
          Tensor student = Tensor.allocate(setting.outputs().get(0).batch(some.length));
          Tensor gradient = Tensor.allocate(student.shape())) {
        loss.evaluate(student, rows.of(source, kind), gradient);
      } finally {
        outputs.values().forEach(Tensor::close);
      }
    }
  }

  private static int[] next(PrimitiveIterator.OfInt samples) {
    int[] next = new int[BATCH];
    int count = 0;
    for (; count < BATCH && samples.hasNext(); count++) {
      next[count] = samples.nextInt();
    }
    return Arrays.copyOf(next, count);
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** A batch of which only targets are seen. */
  private StepContext targets(int[] samples, Map<String, Tensor> outputs) {
    boolean[] known = new boolean[samples.length];
    for (int i = 0; i < samples.length; i++) {
      known[i] = labelled.get(samples[i]);
    }
    return new StepContext(
        train,
        new Replicas.Share(samples, samples, false),
        null,
        known,
        outputs,
        Map.of(),
        Map.of(),
        0,
        0,
        1);
  }
}
