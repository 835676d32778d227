package io.retort.runtime.experiment.evaluation;

import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
import io.retort.core.data.ModelFit;
import io.retort.core.data.OneDomain;
import io.retort.core.data.Samples;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.metric.Predictions;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.training.Evaluation;
import io.retort.core.training.TeacherOutputs;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures trained models. */
public final class ModelEvaluator {
  private final ComputeBackend backend;
  private final DataSplit parts;
  private final MetricSet metrics;
  private final OutputStore outputs;

  /**
   * An evaluator.
   *
   * @param backend computes what networks say
   * @param parts the data
   * @param metrics what is measured
   * @param outputs keeps what the teacher says
   */
  public ModelEvaluator(
      ComputeBackend backend, DataSplit parts, MetricSet metrics, OutputStore outputs) {
    this.backend = backend;
    this.parts = parts;
    this.metrics = metrics;
    this.outputs = outputs;
  }

  /**
   * Measures a model that may have been taught other data.
   *
   * @throws RetortException if it does not read what the data have, or has no output for their
   *     heads
   */
  public Map<String, Metrics> measure(SavedModel model, Samples samples) {
    TrainingData data = parts.teacher();
    ModelFit fit;
    try {
      fit = ModelFit.of(model, data.signature(), data.inputShape());
    } catch (RetortException misfit) {
      throw new RetortException(
          misfit.kind(),
          "The saved network does not fit the data: "
              + misfit.getMessage()
              + "; choose data like that of its training",
          misfit);
    }
    Map<String, Predictions> predictions = new LinkedHashMap<>();
    predict(model.network(), fit.adapt(samples))
        .forEach((head, rows) -> predictions.put(head, rows.map(fit.output(head))));
    return measure(predictions, samples);
  }

  /** Measures a network that was trained with these data. */
  public Map<String, Metrics> measure(SavedNetwork network, Samples samples) {
    return measure(predict(network, samples), samples);
  }

  private Map<String, Predictions> predict(SavedNetwork saved, Samples samples) {
    try (Network network = backend.compile(saved.plan(), CompileOptions.INFERENCE)) {
      network.load(saved.weights());
      return Evaluation.predict(network, samples, heads());
    }
  }

  private Map<String, Metrics> measure(Map<String, Predictions> predictions, Samples samples) {
    Map<String, Metrics> measured = new LinkedHashMap<>();
    for (Head head : heads()) {
      // A teacher need not have an output for every head.
      Optional.ofNullable(predictions.get(head.name()))
          .flatMap(said -> metrics.measure(head, said, samples))
          .ifPresent(found -> measured.put(head.name(), found));
    }
    return measured;
  }

  private Map<String, Map<String, Metrics>> domains(
      Map<String, Predictions> predictions, Samples samples) {
    Map<String, Map<String, Metrics>> domains = new LinkedHashMap<>();
    for (int i = 0; samples.domains() > 1 && i < samples.domains(); i++) {
      int domain = i;
      Map<String, Predictions> own = new LinkedHashMap<>();
      predictions.forEach((head, all) -> own.put(head, all.within(samples, domain)));
      domains.put(samples.domainName(domain), measure(own, OneDomain.of(samples, domain)));
    }
    return domains;
  }

  /**
   * A student on the test samples.
   *
   * @param result its figures
   * @param contributions by head and figure, what the samples contribute, see {@link
   *     MetricSet#contributions}
   * @param constantOutputs the heads of which it says the same for every sample
   */
  public record TestedStudent(
      ArmResult result,
      Map<String, Map<String, double[]>> contributions,
      List<ConstantOutput> constantOutputs) {}

  /**
   * Measures a student.
   *
   * @param said is told what it says, by head, and need not keep it
   */
  public TestedStudent test(
      TrainedStudent trained,
      TeacherEvaluation teacher,
      Samples test,
      Consumer<Map<String, Predictions>> said) {
    Map<String, Predictions> predictions = predict(trained.network(), test);
    said.accept(predictions);
    Map<String, Double> agreement = new LinkedHashMap<>();
    for (Head head : heads()) {
      if (head.task() instanceof Task.SingleLabel
          && teacher.predictions().containsKey(head.name())) {
        agreement.put(
            head.name(),
            predictions.get(head.name()).agreement(teacher.predictions().get(head.name())));
      }
    }
    Map<String, Map<String, Metrics>> peers = new TreeMap<>();
    trained.peers().forEach((name, peer) -> peers.put(name, measure(peer, test)));
    Map<String, Map<String, double[]>> contributions = new LinkedHashMap<>();
    for (Head head : heads()) {
      contributions.put(
          head.name(), metrics.contributions(head, predictions.get(head.name()), test));
    }
    ArmResult result =
        new ArmResult(
            trained.arm(),
            trained.repeat(),
            trained.seed(),
            trained.validation(),
            measure(predictions, test),
            agreement,
            domains(predictions, test),
            peers,
            trained.network().plan().parameters().count(),
            trained.steps(),
            trained.seconds());
    return new TestedStudent(
        result, contributions, constantOutputs(predictions, test, Optional.of(trained.network())));
  }

  /**
   * Measures a teacher. Of what nobody but the teacher knows it has no figures: it would be
   * compared with itself.
   */
  public TeacherEvaluation teacher(Teacher teacher, int repeat, DataSplit data, double seconds) {
    Map<String, Predictions> predictions = predict(teacher, data.test(), heads());
    Map<String, Predictions> measured = new LinkedHashMap<>(predictions);
    TaughtSamples.taught(heads()).forEach(head -> measured.remove(head.name()));
    List<Head> labelled = heads().stream().filter(head -> head.task().hasLabels()).toList();
    Samples validation = data.teacher().validation();
    ArmResult result =
        new ArmResult(
            ArmResult.TEACHER,
            repeat,
            0,
            measure(predict(teacher, validation, labelled), validation),
            measure(measured, data.test()),
            Map.of(),
            domains(measured, data.test()),
            Map.of(),
            parameters(teacher),
            0,
            seconds);
    return new TeacherEvaluation(
        result,
        predictions,
        constantOutputs(predictions, data.test(), teacher.network().map(SavedModel::network)));
  }

  private List<ConstantOutput> constantOutputs(
      Map<String, Predictions> predictions, Samples test, Optional<SavedNetwork> network) {
    List<ConstantOutput> found = new ArrayList<>();
    for (Head head : heads()) {
      Optional.ofNullable(predictions.get(head.name()))
          .flatMap(said -> ConstantOutput.of(head, said, test))
          .ifPresent(
              output ->
                  found.add(
                      new ConstantOutput(
                          head.name(),
                          output,
                          network
                              // A saved teacher may read other columns than those of the data.
                              .filter(saved -> saved.plan().input().equals(inputShape()))
                              .flatMap(saved -> ConstantOutput.deadLayer(backend, saved, test)))));
    }
    return found;
  }

  private static long parameters(Teacher teacher) {
    long own =
        teacher.network().map(model -> model.network().plan().parameters().count()).orElse(0);
    return own + teacher.parts().values().stream().mapToLong(ModelEvaluator::parameters).sum();
  }

  /** Test samples with what the teacher says of them where there are no labels. */
  public Samples taught(Samples test, TeacherEvaluation teacher) {
    return TaughtSamples.of(test, heads(), head -> teacher.predictions().get(head.name()).rows());
  }

  /** Test samples with what a teacher says of them where there are no labels. */
  public Samples taught(Samples test, Supplier<Teacher> teacher) {
    List<Head> wanted = TaughtSamples.taught(heads());
    if (wanted.isEmpty()) {
      return test;
    }
    Map<String, Predictions> said = predict(teacher.get(), test, wanted);
    return TaughtSamples.of(test, heads(), head -> said.get(head.name()).rows());
  }

  private Map<String, Predictions> predict(Teacher teacher, Samples samples, List<Head> wanted) {
    Map<String, Predictions> predictions = new LinkedHashMap<>();
    try (TeacherOutputs known =
        new TeacherOutputs(teacher, samples, parts.teacher().inputShape(), outputs)) {
      for (TeacherOutput output : known.outputs()) {
        if (wanted.stream().anyMatch(head -> head.name().equals(output.name()))) {
          predictions.put(output.name(), new Predictions(output.kind(), known.rows(output.name())));
        }
      }
    }
    return predictions;
  }

  private Shape inputShape() {
    return parts.teacher().inputShape();
  }

  private List<Head> heads() {
    return parts.teacher().heads();
  }
}
