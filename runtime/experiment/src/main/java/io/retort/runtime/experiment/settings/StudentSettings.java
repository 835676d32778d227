package io.retort.runtime.experiment.settings;

import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.plugin.Doc;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The student and how it is trained, with and without the teacher.
 *
 * @param network its network
 * @param training how it is trained
 * @param start what it starts from
 */
public record StudentSettings(
    @Doc("The layers of the student.") NetworkDescription network,
    @Doc("How the student is trained, with and without the teacher.") TrainingSettings training,
    @Doc("Another network whose weights the student starts from, with and without the teacher.")
        Optional<StartSettings> start) {

  /** What a strategy plans for. */
  public StrategySetting setting(NetworkPlan plan, TrainingData data, List<TeacherOutput> teacher) {
    return new StrategySetting(
        plan,
        data.heads(),
        teacher,
        training.loss(),
        training.epochs().map(OptionalInt::of).orElse(OptionalInt.empty()),
        data.train().domains());
  }

  /** The student's network for some data. */
  public NetworkPlan plan(TrainingData data) {
    return NetworkPlan.of(network, data.inputShape());
  }
}
