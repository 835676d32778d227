package io.retort.runtime.experiment.evaluation;

import io.retort.core.Seeds;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Batch;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.assembly.RunMetrics;
import io.retort.runtime.experiment.context.PluginContext;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SplitData;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.testkit.DifferenceBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * How often a verdict says that distillation helped where it cannot have: whole experiments on data
 * of their own each, with small students, a draw of labels for each seed, and a teacher that knows
 * nothing. {@code main} runs as many as its argument says of every kind and prints a table.
 */
final class VerdictSimulation implements AutoCloseable {
  private static final Head HEAD = new Head("label", new Task.SingleLabel(List.of("no", "yes")));
  private static final int INPUTS = 3;
  private static final int POOL = 150;
  private static final int LABELLED = 30;

  /** Why there is no effect. */
  enum Null {
    /** The teacher's outputs belong to other samples. */
    SHUFFLED_TEACHER,
    /** The students of both arms learn from the same labels, with seeds of their own. */
    ANOTHER_SEED,
    /** The students of both arms learn from labels of their own draw too. */
    ANOTHER_DRAW
  }

  /**
   * How often a verdict was given.
   *
   * @param experiments the number of experiments
   * @param helped how often distillation helped
   * @param hurt how often it did not, by an interval wholly below 0
   */
  record Verdicts(int experiments, int helped, int hurt) {
    double shareHelped() {
      return (double) helped / experiments;
    }

    double coverage() {
      return 1 - (double) (helped + hurt) / experiments;
    }

    private Verdicts and(Gain gain) {
      return new Verdicts(
          experiments + 1, helped + (gain.low() > 0 ? 1 : 0), hurt + (gain.high() < 0 ? 1 : 0));
    }
  }

  /** What was said of accuracy and of log-loss. */
  record Outcome(Verdicts accuracy, Verdicts logLoss) {}

  private final ComputeBackend backend = new DifferenceBackend();
  private final MetricSet metrics = RunMetrics.standard(TinyExperiment.catalog());
  private final Experiment experiment;
  private final Strategy strategy;

  VerdictSimulation() {
    experiment =
        Retort.with(TinyExperiment.catalog())
            .experiment(
                Map.of(
                    "name",
                    "simulation",
                    "backend",
                    "difference",
                    "data",
                    Map.of("kind", "synthetic", "shape", "3", "outputs", 2, "samples", 90),
                    "student",
                    Map.of(
                        "network",
                        List.of(Map.of("kind", "dense", "units", 2)),
                        "training",
                        Map.of(
                            "steps",
                            30,
                            "batch",
                            10,
                            "keep",
                            "last",
                            "optimizer",
                            Map.of("kind", "adam", "learning-rate", 0.1))),
                    "strategy",
                    "temperature",
                    "exporters",
                    List.of()))
            .experiment();
    strategy = experiment.strategy().orElseThrow().create(new PluginContext(Path.of(""), 0));
  }

  /**
   * How large experiments are.
   *
   * @param testSamples the number of test samples
   * @param seeds the number of seeds in each repeat
   * @param repeats the number of repeats
   * @param testGiven whether the test samples come with the data
   */
  record Size(int testSamples, int seeds, int repeats, boolean testGiven) {}

  public static void main(String[] arguments) {
    int experiments = Integer.parseInt(arguments[0]);
    System.out.println("helped / hurt in percent, by accuracy and by log-loss");
    try (VerdictSimulation simulation = new VerdictSimulation()) {
      for (Null none : Null.values()) {
        for (Size size :
            List.of(
                new Size(30, 5, 1, true),
                new Size(200, 5, 1, true),
                new Size(200, 3, 1, true),
                new Size(40, 2, 5, true),
                new Size(40, 2, 5, false))) {
          Outcome outcome = simulation.run(none, experiments, size);
          System.out.printf(
              Locale.ROOT,
              "%s %s: accuracy %.1f / %.1f, log-loss %.1f / %.1f%n",
              none,
              size,
              100 * outcome.accuracy().shareHelped(),
              100.0 * outcome.accuracy().hurt() / experiments,
              100 * outcome.logLoss().shareHelped(),
              100.0 * outcome.logLoss().hurt() / experiments);
        }
      }
    }
  }

  Outcome run(Null none, int experiments, Size size) {
    Verdicts accuracy = new Verdicts(0, 0, 0);
    Verdicts logLoss = accuracy;
    for (int number = 0; number < experiments; number++) {
      try (Noisy data = new Noisy(size, new Random(number))) {
        Comparison comparison = compare(none, data, number, size);
        accuracy = accuracy.and(comparison.score());
        logLoss = logLoss.and(comparison.besides().get(0));
      }
    }
    return new Outcome(accuracy, logLoss);
  }

  private Comparison compare(Null none, Noisy data, int number, Size size) {
    SplitSettings split =
        new SplitSettings(
            (double) size.testSamples() / (POOL + size.testSamples()),
            0.1,
            Optional.empty(),
            Optional.of(LABELLED),
            number,
            size.repeats());
    List<List<ArmComparison.Pair>> repeats = new ArrayList<>();
    for (int repeat = 1; repeat <= size.repeats(); repeat++) {
      repeats.add(pairs(none, data, split.repeat(repeat), size.seeds()));
    }
    return ArmComparison.of(HEAD, SplitData.of(data, split, true), repeats);
  }

  private List<ArmComparison.Pair> pairs(Null none, Noisy data, SplitSettings split, int seeds) {
    DataSplit parts = SplitData.of(data, split, true);
    ModelEvaluator evaluator =
        new ModelEvaluator(backend, parts, metrics, new InMemoryOutputs(Long.MAX_VALUE));
    List<ArmComparison.Pair> pairs = new ArrayList<>();
    try (Teacher teacher = new Shuffled(data, new Random(split.seed()));
        TeacherOutputs outputs =
            new TeacherOutputs(
                teacher, parts.pool(), data.inputShape(), new InMemoryOutputs(Long.MAX_VALUE))) {
      for (long number = 1; number <= seeds; number++) {
        // Repeats have weights of their own too.
        long seed = Seeds.derive(split.seed(), "training " + number);
        StudentData own = parts.student(number);
        StudentData other = none == Null.ANOTHER_DRAW ? parts.student(number + 1000) : own;
        pairs.add(
            new ArmComparison.Pair(
                test(evaluator, parts, train(seed, own.alone(), plan(own))),
                test(
                    evaluator,
                    parts,
                    none == Null.SHUFFLED_TEACHER
                        ? distill(seed, own, teacher, outputs)
                        : train(seed + 1, other.alone(), plan(other)))));
      }
    }
    return pairs;
  }

  private DistillationPlan plan(StudentData own) {
    return DistillationPlan.supervised(
        experiment.student().plan(own.data()),
        own.data().heads(),
        experiment.student().training().loss());
  }

  private TrainingResult train(long seed, TrainingData data, DistillationPlan plan) {
    TrainingSettings training = experiment.student().training();
    return new Trainer(backend, TrainingListener.NONE, metrics)
        .train(TrainingTask.supervised("alone", seed, data, plan, training));
  }

  private TrainingResult distill(
      long seed, StudentData own, Teacher teacher, TeacherOutputs outputs) {
    TrainingSettings training = experiment.student().training();
    DistillationPlan plan =
        strategy.plan(
            experiment
                .student()
                .setting(experiment.student().plan(own.data()), own.data(), teacher.outputs()));
    BitSet labelled = own.labelled();
    return new Trainer(backend, TrainingListener.NONE, metrics)
        .train(
            new TrainingTask(
                "distilled",
                seed,
                own.data(),
                labelled,
                plan,
                Optional.of(outputs),
                training,
                training.stepsFor(own.data().train())));
  }

  private static ModelEvaluator.TestedStudent test(
      ModelEvaluator evaluator, DataSplit parts, TrainingResult result) {
    TrainedStudent trained =
        new TrainedStudent(
            "arm",
            1,
            1,
            result.networks().get(DistillationPlan.STUDENT),
            Map.of(),
            Map.of(),
            Map.of(),
            1,
            0);
    Map<String, Predictions> silent = Map.of();
    return evaluator.test(
        trained, new TeacherEvaluation(null, silent, List.of()), parts.test(), said -> {});
  }

  @Override
  public void close() {
    backend.close();
  }

  /** Two classes that overlap: the logit of the second one is the sum of the inputs. */
  private static final class Noisy implements Dataset {
    private final InMemorySamples train;
    private final Optional<InMemorySamples> test;

    Noisy(Size size, Random random) {
      train = draw(POOL + (size.testGiven() ? 0 : size.testSamples()), random);
      test = size.testGiven() ? Optional.of(draw(size.testSamples(), random)) : Optional.empty();
    }

    private static InMemorySamples draw(int count, Random random) {
      Tensor inputs = Tensor.allocate(Shape.of(count, INPUTS));
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        double logit = 0;
        for (int j = 0; j < INPUTS; j++) {
          float value = (float) random.nextGaussian();
          inputs.set(i * INPUTS + j, value);
          logit += value;
        }
        labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      }
      return new InMemorySamples(inputs, Map.of("label", new Target.Classes(labels)));
    }

    @Override
    public Shape inputShape() {
      return Shape.of(INPUTS);
    }

    @Override
    public List<Head> heads() {
      return List.of(HEAD);
    }

    @Override
    public Samples train() {
      return train;
    }

    @Override
    public Optional<Samples> test() {
      return test.map(samples -> samples);
    }

    @Override
    public void close() {
      train.close();
      test.ifPresent(InMemorySamples::close);
    }
  }

  /** Says of each sample what is true of another one. */
  private static final class Shuffled implements Teacher {
    private final int[] labels;

    Shuffled(Noisy data, Random random) {
      int[] all = new int[data.train.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
      }
      labels = ((Target.Classes) data.train.labels("label", all)).labels().clone();
      for (int i = labels.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = labels[i];
        labels[i] = labels[j];
        labels[j] = swapped;
      }
    }

    @Override
    public List<TeacherOutput> outputs() {
      return List.of(new TeacherOutput("label", TargetKind.LOGITS, Shape.of(2)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      for (int row = 0; row < batch.size(); row++) {
        int label = labels[batch.source().indexInOrigin(batch.samples()[row])];
        destinations.get("label").set(2 * row + label, 2);
        destinations.get("label").set(2 * row + 1 - label, -2);
      }
    }

    @Override
    public String fingerprint() {
      return "shuffled";
    }

    @Override
    public void close() {}
  }
}
