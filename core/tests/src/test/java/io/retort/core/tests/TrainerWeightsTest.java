package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.soft;
import static io.retort.core.tests.TrainingFixture.student;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.Relational;
import io.retort.losses.VariationalInformation;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.DistantBackend;
import io.retort.testkit.ReferenceNetwork;
import io.retort.testkit.TinyLesson;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Samples that count differently. */
class TrainerWeightsTest {
  private static final int SAMPLES = 20;
  private static final int WHOLE = 1000;
  private static final float RATE = 0.5f;
  private static final TargetSource OUTPUT = new TargetSource.TeacherFeature("output");
  private static final double[] WEIGHTS =
      IntStream.range(0, SAMPLES).mapToDouble(i -> 1 + i * 7 % 3).toArray();

  private final TrainingFixture fixture = new TrainingFixture(SAMPLES);

  @AfterEach
  void close() {
    fixture.close();
  }

  private TrainingData data(Samples train) {
    return new TrainingData(
        TinyLesson.INPUT, List.of(TinyLesson.CLASS), train, fixture.lesson.data().validation());
  }

  private TrainingData weighted(double... weights) {
    return data(
        new ForwardingSamples(fixture.lesson.data().train()) {
          @Override
          public Optional<SampleWeights> weights() {
            return Optional.of(
                new SampleWeights("people.csv, column 'size'", sample -> weights[sample]));
          }
        });
  }

  private static BitSet bits(int size, IntPredicate chosen) {
    BitSet bits = new BitSet();
    IntStream.range(0, size).filter(chosen).forEach(bits::set);
    return bits;
  }

  private static TrainingSettings settings(int epochs, int batch) {
    return TinyLesson.settings(epochs, batch, LABEL_LOSS, TrainingSettings.Keep.LAST);
  }

  private TrainingResult train(
      ComputeBackend backend,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      TrainingSettings how) {
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            fixture.teacher, data.train(), TinyLesson.INPUT, new InMemoryOutputs(Long.MAX_VALUE))) {
      return new Trainer(backend, TrainingListener.NONE, TrainingFixture.METRICS)
          .train(
              new TrainingTask(
                  "distilled",
                  3,
                  data,
                  labelled,
                  plan,
                  Optional.of(outputs),
                  how,
                  how.stepsFor(data.train())));
    }
  }

  private TrainingResult train(TrainingData data, DistillationPlan plan, TrainingSettings how) {
    return train(fixture.backend, data, bits(data.train().size(), sample -> true), plan, how);
  }

  /** Terms of all kinds, also one whose parameters are trained. */
  private static DistillationPlan allKinds() {
    return plan(
        hard(0.7),
        soft("soft", new KullbackLeibler(2), 0.5),
        new Term("values", new MeanSquaredError(MeanSquaredError.On.LOGITS), "fc", OUTPUT, 0.1),
        new Term("information", new VariationalInformation(1, 1e-3), "fc", OUTPUT, 0.1));
  }

  private static void assertClose(TrainingResult expected, TrainingResult actual) {
    student(expected)
        .weights()
        .arrays()
        .forEach(
            (name, array) -> {
              float[] values = student(actual).weights().arrays().get(name).values();
              for (int i = 0; i < values.length; i++) {
                assertEquals(array.values()[i], values[i], 2e-5, name + " " + i);
              }
            });
  }

  @Test
  void aSampleOfWeight2CountsAsThatSampleTwice() {
    int[] repeated =
        IntStream.range(0, SAMPLES)
            .flatMap(i -> IntStream.range(0, (int) WEIGHTS[i]).map(copy -> i))
            .toArray();
    TrainingData copies = data(new Subset(fixture.lesson.data().train(), repeated));
    BitSet labelled = bits(SAMPLES, sample -> sample % 4 != 1);
    BitSet ofCopies = bits(repeated.length, sample -> labelled.get(repeated[sample]));
    TrainingSettings how = settings(5, WHOLE);
    TrainingResult expected = train(fixture.backend, copies, ofCopies, allKinds(), how);
    assertClose(expected, train(fixture.backend, weighted(WEIGHTS), labelled, allKinds(), how));
    try (DistantBackend distant = new DistantBackend(new DifferenceBackend())) {
      assertClose(expected, train(distant, weighted(WEIGHTS), labelled, allKinds(), how));
    }
  }

  @Test
  void aSampleOfWeight0CountsAsIfItWereNotThere() {
    int[] kept = IntStream.range(0, SAMPLES).filter(i -> i % 5 < 3).toArray();
    double[] weights =
        IntStream.range(0, SAMPLES).mapToDouble(i -> i % 5 < 3 ? WEIGHTS[i] : 0).toArray();
    double[] ofKept = Arrays.stream(kept).mapToDouble(i -> WEIGHTS[i]).toArray();
    TrainingSettings how = settings(5, WHOLE);
    BitSet all = bits(SAMPLES, sample -> true);
    TrainingData fewer =
        data(
            new ForwardingSamples(new Subset(fixture.lesson.data().train(), kept)) {
              @Override
              public Optional<SampleWeights> weights() {
                return Optional.of(new SampleWeights("kept", sample -> ofKept[sample]));
              }
            });
    assertClose(
        train(fixture.backend, fewer, bits(kept.length, sample -> true), allKinds(), how),
        train(fixture.backend, weighted(weights), all, allKinds(), how));
    // Some batches of one have no sample that counts: they change nothing.
    TrainingResult single = train(weighted(weights), plan(hard(1)), settings(1, 1));
    assertTrue(
        student(single).weights().arrays().values().stream()
            .allMatch(array -> allFinite(array.values())));
  }

  private static boolean allFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void theGradientIsThatOfTheWeightedMean() {
    TrainingResult result = train(weighted(WEIGHTS), plan(hard(1)), settings(1, WHOLE));
    Weights start = TinyLesson.drawn(TinyLesson.STUDENT, 3).weights();
    float step = 1f / 256;
    start
        .arrays()
        .forEach(
            (name, array) -> {
              float[] after = student(result).weights().arrays().get(name).values();
              for (int i = 0; i < after.length; i++) {
                double slope =
                    (loss(moved(start, name, i, step)) - loss(moved(start, name, i, -step)))
                        / (2 * step);
                assertEquals(slope, (array.values()[i] - after[i]) / RATE, 2e-5, name + " " + i);
              }
            });
  }

  private static Weights moved(Weights weights, String name, int place, float by) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    float[] values = arrays.get(name).values().clone();
    values[place] += by;
    arrays.put(name, new Weights.Array(arrays.get(name).shape(), values));
    return new Weights(arrays);
  }

  /** Σ w ℓ / Σ w of the cross-entropy. */
  private double loss(Weights weights) {
    Samples train = fixture.lesson.data().train();
    int[] all = IntStream.range(0, SAMPLES).toArray();
    double[] inputs = new double[2 * SAMPLES];
    try (Tensor points = Tensor.allocate(TinyLesson.INPUT.batch(SAMPLES))) {
      train.inputs(all, points);
      Arrays.setAll(inputs, points::get);
    }
    NetworkPlan plan = NetworkPlan.of(TinyLesson.STUDENT, TinyLesson.INPUT);
    double[] logits =
        new ReferenceNetwork(plan, weights, 0)
            .forward(inputs, Mode.INFERENCE, 0)
            .outputs()
            .get("fc");
    int[] classes = ((Target.Classes) train.labels("class", all)).labels();
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double normalizer = 0;
      for (int c = 0; c < 3; c++) {
        normalizer += Math.exp(logits[3 * i + c]);
      }
      sum += WEIGHTS[i] * (Math.log(normalizer) - logits[3 * i + classes[i]]);
    }
    return sum / Arrays.stream(WEIGHTS).sum();
  }

  @Test
  void theScaleOfWeightsDoesNotMatter() {
    TrainingSettings how = settings(3, 8);
    double[] ones = new double[SAMPLES];
    Arrays.fill(ones, 4);
    String without = bits(train(data(fixture.lesson.data().train()), allKinds(), how));
    assertEquals(without, bits(train(weighted(ones), allKinds(), how)));
    String with = bits(train(weighted(WEIGHTS), allKinds(), how));
    double[] scaled = Arrays.stream(WEIGHTS).map(weight -> 1024 * weight).toArray();
    assertEquals(with, bits(train(weighted(scaled), allKinds(), how)));
    assertNotEquals(without, with);
  }

  private int[] classes() {
    int[] all = IntStream.range(0, SAMPLES).toArray();
    return ((Target.Classes) fixture.lesson.data().train().labels("class", all)).labels();
  }

  @Test
  void weightsOfClassesAreThoseOfTheirLabelledSamples() {
    int[] classes = classes();
    BitSet labelled = bits(SAMPLES, sample -> sample % 4 != 1);
    int[] sizes = new int[3];
    labelled.stream().forEach(sample -> sizes[classes[sample]]++);
    assertTrue(Arrays.stream(sizes).allMatch(size -> size > 0), Arrays.toString(sizes));
    double[] named = new double[SAMPLES];
    double[] balanced = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      named[i] = labelled.get(i) && classes[i] == 1 ? 5 : 1;
      balanced[i] = labelled.get(i) ? labelled.cardinality() / 3.0 / sizes[classes[i]] : 1;
    }
    TrainingSettings how = settings(3, 8);
    TrainingData plain = data(fixture.lesson.data().train());
    assertClose(
        train(fixture.backend, weighted(named), labelled, allKinds(), how),
        train(
            fixture.backend,
            plain,
            labelled,
            allKinds(),
            how.toBuilder().classWeights(Map.of("up", 5.0)).build()));
    assertClose(
        train(fixture.backend, weighted(balanced), labelled, allKinds(), how),
        train(
            fixture.backend,
            plain,
            labelled,
            allKinds(),
            how.toBuilder().balanceClasses(true).build()));
    double[] both = IntStream.range(0, SAMPLES).mapToDouble(i -> named[i] * WEIGHTS[i]).toArray();
    assertClose(
        train(fixture.backend, weighted(both), labelled, allKinds(), how),
        train(
            fixture.backend,
            weighted(WEIGHTS),
            labelled,
            allKinds(),
            how.toBuilder().classWeights(Map.of("up", 5.0)).build()));
  }

  @Test
  void whatCannotBeWeightedIsRefused() {
    TrainingSettings how = settings(1, 8);
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] weights = WEIGHTS.clone();
      weights[6] = wrong;
      assertRefused(
          () -> train(weighted(weights), plan(hard(1)), how),
          "people.csv, column 'size': the weight of training sample 6 is " + wrong,
          "not a finite number from 0 on; correct it");
    }
    assertRefused(
        () -> train(weighted(new double[SAMPLES]), plan(hard(1)), how),
        "people.csv, column 'size': the weights of all 20 training samples are 0");
    DistillationPlan related = plan(new Term("relations", new Relational(1, 0), "fc", OUTPUT, 1));
    assertRefused(
        () -> train(weighted(WEIGHTS), related, how),
        "The term 'relations' compares the samples of a batch with each other");
    TrainingData plain = data(fixture.lesson.data().train());
    assertRefused(
        () ->
            train(plain, plan(hard(1)), how.toBuilder().classWeights(Map.of("down", 2.0)).build()),
        "names the class 'down', which the head 'class' does not have; its classes are [right, up,"
            + " back]");
  }

  private static String bits(TrainingResult result) {
    SavedNetwork network = student(result);
    return network.weights().fingerprint();
  }
}
