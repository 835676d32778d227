package io.retort.benchmarks;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.Distillation;
import io.retort.losses.KullbackLeibler;
import io.retort.optimizers.Adam;
import io.retort.optimizers.Sgd;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.strategies.TemperatureSettings;
import io.retort.teachers.NetworkTeacherSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What another framework needs to know of an experiment to make the same steps.
 *
 * @param file the experiment file
 * @param name the experiment's name
 * @param teacher the teacher
 * @param student the student
 * @param tree all of it as plain data, see {@code benchmarks/pytorch/step.py}
 */
record Workload(
    Path file, String name, NetworkPlan teacher, NetworkPlan student, Map<String, Object> tree) {

  /**
   * Reads an experiment file.
   *
   * @param retort with all plugins
   * @param file an experiment of the kind that both sides know: the strategy {@code temperature}
   *     with its usual loss, a teacher {@code network}, one head of classes, SGD or Adam
   * @return the workload
   * @throws RetortException if it is not such an experiment
   */
  static Workload read(Retort retort, Path file) {
    Experiment experiment = retort.experiment(file, List.of()).experiment();
    TrainingSettings training = experiment.student().training();
    if (!(experiment.teacher().configuration() instanceof NetworkTeacherSettings teacher)) {
      throw unknown(file, "the teacher is not of the kind network");
    }
    if (!(experiment.strategy().orElseThrow().configuration()
            instanceof TemperatureSettings strategy)
        || !(strategy.soft() instanceof Distillation loss)
        || !(loss.classes() instanceof KullbackLeibler soft)
        || !soft.equals(new KullbackLeibler(soft.temperature()))) {
      throw unknown(file, "the strategy is not temperature with its usual loss");
    }
    if (training.l1() != 0 || training.l2() != 0 || training.clipNorm().isPresent()) {
      throw unknown(file, "the student's training has l1, l2 or clip-norm");
    }
    try (Dataset data = experiment.data().orElseThrow().create(new DataContext(folder(file)))) {
      List<Head> heads = data.heads();
      if (heads.size() != 1 || !(heads.get(0).task() instanceof Task.SingleLabel task)) {
        throw unknown(file, "the data have not just one head of classes");
      }
      NetworkPlan large = NetworkPlan.of(teacher.network().pruned(), data.inputShape());
      NetworkPlan small =
          NetworkPlan.of(experiment.student().network().pruned(), data.inputShape());
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", experiment.name());
      tree.put("batch", training.batch());
      tree.put("input", data.inputShape().toArray());
      tree.put("vocabulary", vocabulary(large, small));
      tree.put("classes", task.outputs());
      tree.put("temperature", strategy.temperature());
      tree.put("soft-weight", strategy.softWeight());
      tree.put("optimizer", optimizer(file, training.optimizer()));
      tree.put("teacher", ShapedNetworkTree.of(large));
      tree.put("student", ShapedNetworkTree.of(small));
      return new Workload(file, experiment.name(), large, small, tree);
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static Map<String, Object> optimizer(Path file, Optimizer optimizer) {
    if (optimizer instanceof Sgd sgd) {
      return Map.of(
          "kind", "sgd",
          "learning-rate", sgd.learningRate(),
          "momentum", sgd.momentum(),
          "nesterov", sgd.nesterov());
    } else if (optimizer instanceof Adam adam) {
      return Map.of(
          "kind", "adam",
          "learning-rate", adam.learningRate(),
          "beta1", adam.beta1(),
          "beta2", adam.beta2(),
          "epsilon", adam.epsilon());
    }
    throw unknown(file, "the student's optimizer is neither sgd nor adam");
  }

  /** How many different whole numbers the input holds; 0 if it holds any number. */
  private static int vocabulary(NetworkPlan... plans) {
    return Stream.of(plans)
        .flatMap(plan -> plan.description().nodes().stream())
        .filter(node -> node.inputs().contains(NetworkDescription.INPUT))
        .map(node -> node.layer() instanceof Layer.Embedding table ? table.vocabulary() : 0)
        .min(Integer::compare)
        .orElse(0);
  }

  private static RetortException unknown(Path file, String reason) {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        file + " cannot be run side by side: " + reason + "; --retort-only times Retort alone");
  }
}
