package io.retort.runtime.experiment.assembly;

import com.google.inject.Module;
import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.ReplacedPart;
import io.retort.runtime.experiment.recording.StudentCard;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of an experiment, each made when it is first asked for, once. Those that a module of a
 * plugin or of the program binds take the place of those that the experiment names.
 */
public final class RunParts extends TeacherParts {
  private final Experiment experiment;
  private final PluginCatalog catalog;
  private final PartFactory factory;
  private final Map<StrategySetting, DistillationPlan> plans = new HashMap<>();
  private Optional<NetworkPlan> student = Optional.empty();
  private Optional<Weights> start = Optional.empty();

  /**
   * Puts parts together. None is made yet but for listeners.
   *
   * @param experiment what they are for
   * @param catalog the plugins
   * @param base the folder that relative paths start from
   * @param cache keeps and closes the parts
   * @param mode what they are for
   * @param recording what is written of the run while it goes on
   * @param listeners told of trainings
   * @param program modules of the program, each over those before
   */
  public static RunParts of(
      Experiment experiment,
      PluginCatalog catalog,
      Path base,
      PartCache cache,
      Mode mode,
      Recording recording,
      List<TrainingListener> listeners,
      List<Module> program) {
    PartFactory factory =
        new PartFactory(base, experiment.split().seed(), mode == Mode.TIMING, cache);
    return new RunParts(
        experiment,
        catalog,
        factory,
        RunInjector.of(
            new RunModule(experiment, catalog, factory, listeners, recording), catalog, program));
  }

  private RunParts(
      Experiment experiment, PluginCatalog catalog, PartFactory factory, RunInjector injector) {
    super(injector);
    this.experiment = experiment;
    this.catalog = catalog;
    this.factory = factory;
  }

  /** What parts are for. */
  public enum Mode {
    /** To be trained, checked or measured. */
    TRAINING,
    /** To be timed: teachers are not trained to the end. */
    TIMING
  }

  /** What the parts are for. */
  public Experiment experiment() {
    return experiment;
  }

  /** Which samples are used for what. */
  public DataSplit data() {
    return injector().instance(DataSplit.class);
  }

  /** How the student learns from the teacher. */
  public Strategy strategy() {
    return injector().instance(Strategy.class);
  }

  /** What trains students. */
  public Trainer trainer() {
    return injector().instance(Trainer.class);
  }

  /** Tells all who listen to the run. */
  public RunListener runListener() {
    return injector().instance(RunListener.class);
  }

  /** Keeps what the run makes. */
  public HashingStore store() {
    return injector().instance(HashingStore.class);
  }

  /** The warnings that were told so far. */
  public WarningLog log() {
    return injector().instance(WarningLog.class);
  }

  /** What is measured, and by what is selected. */
  public MetricSet metrics() {
    return injector().instance(MetricSet.class);
  }

  /** Measures models. */
  public ModelEvaluator evaluator() {
    return new ModelEvaluator(
        backend(), data(), metrics(), injector().instance(RunOutputs.class).forEvaluation());
  }

  /** The parts that modules have put in the place of those that the experiment names. */
  public List<ReplacedPart> replaced() {
    return Replacements.of(injector().injector(), catalog);
  }

  /** Where a trained student comes from. */
  public StudentCard card(TrainedStudent trained) {
    return StudentCard.of(
        experiment.name(),
        experiment
            .strategy()
            .map(plugin -> plugin.entry().name())
            .filter(name -> replaced().stream().noneMatch(part -> part.key().equals("strategy"))),
        trained);
  }

  /** The network of the student. */
  public NetworkPlan student() {
    if (student.isEmpty()) {
      student = Optional.of(experiment.student().plan(data().teacher()));
    }
    return student.get();
  }

  /** The arrays that the student starts from, with and without a teacher; others are drawn. */
  public Weights start() {
    if (start.isEmpty()) {
      start = Optional.of(factory.start(experiment.student().start(), student()));
    }
    return start.get();
  }

  /** What the teacher will be able to say, or empty if that is known only once it is made. */
  public Optional<List<TeacherOutput>> teacherOutputs() {
    // Refuses a folder of no use before a teacher is made.
    OutputStore store = outputStore();
    // One that a module binds is asked when it is there: making it may take long.
    return Replacements.isTheRunsOwn(injector().injector().getBinding(Teacher.class))
        ? factory
            .preview(experiment.teacher(), backend(), data().prepared(), metrics(), listener())
            .map(outputs -> outputs.stream().map(store::given).toList())
        : Optional.empty();
  }

  /** How the student learns without a teacher; empty if there are no labels to learn from. */
  public Optional<DistillationPlan> alone() {
    List<Head> heads = data().teacher().heads();
    return TaughtSamples.taught(heads).size() == heads.size()
        ? Optional.empty()
        : Optional.of(
            DistillationPlan.supervised(student(), heads, experiment.student().training().loss()));
  }

  /**
   * How the student learns from a teacher. The same for all seeds, as no plan depends on samples.
   *
   * @param data what the student learns from
   * @param teacher what the teacher can say
   */
  public DistillationPlan distilled(TrainingData data, List<TeacherOutput> teacher) {
    StrategySetting setting = experiment.student().setting(student(), data, teacher);
    DistillationPlan known = plans.get(setting);
    if (known == null) {
      known = strategy().plan(setting);
      plans.put(setting, known);
    }
    return known;
  }

  /** What was told of epochs so far. */
  public MetricsLog metricsLog() {
    return injector().instance(MetricsLog.class);
  }

  /** The checkpoints of the run, if it keeps any. */
  public Optional<RunCheckpoints> runCheckpoints() {
    return checkpoints() instanceof RunCheckpoints own ? Optional.of(own) : Optional.empty();
  }

  /** Where trainings go on from. */
  public CheckpointStore checkpoints() {
    return injector().instance(CheckpointStore.class);
  }

  private OutputStore outputStore() {
    return injector().instance(OutputStore.class);
  }

  private Optional<AugmentationSettings> augmentation() {
    return experiment.student().training().augmentation();
  }

  /** What augmentation means for the teacher, in words; empty if there is none. */
  public Optional<String> augmentationNote() {
    return augmentation()
        .map(
            settings -> {
              int samples = data().seen(experiment.seeds()).size();
              return String.format(
                  Locale.ROOT,
                  "Augmentation: %,d views of each of %,d training samples; a teacher whose outputs"
                      + " are kept is evaluated on %,d inputs",
                  settings.views(),
                  samples,
                  (long) settings.views() * samples);
            });
  }

  /** What the students of a seed learn from, in all views that their training asks for. */
  public StudentData student(long seed) {
    StudentData own = data().student(seed);
    return augmentation()
        .map(settings -> own.in(factory.views(data().prepared(), settings)))
        .orElse(own);
  }

  /** What the teacher says of the samples of one seed, kept for all who ask the same. */
  public TeacherOutputs cachedOutputs(long seed) {
    return factory.cachedOutputs(
        teacher(), data(), augmentation(), outputStore(), experiment.teacherOutputs(), seed);
  }

  /** What the teacher says of the samples of all seeds, for the caller to close. */
  public TeacherOutputs cachedOutputs() {
    return factory.cachedOutputs(
        teacher(), data(), augmentation(), outputStore(), experiment.seeds());
  }
}
