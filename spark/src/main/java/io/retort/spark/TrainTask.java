package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.training.ReplicaGroup;
import io.retort.core.training.Replication;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.ReplicaResult;
import io.retort.runtime.experiment.ReplicaSettings;
import io.retort.runtime.experiment.ReplicaTraining;
import io.retort.runtime.experiment.Retort;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.spark.BarrierTaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What each task of a training does. */
final class TrainTask extends AbstractFunction1<Iterator<Integer>, Iterator<TrainOutcome>>
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final String yaml;
  private final String base;
  private final ReplicaSettings settings;
  private final String folder;
  private final String teacher;

  /**
   * A task.
   *
   * @param yaml the experiment
   * @param base the folder that its relative paths begin at, the same on all machines
   * @param settings which student is trained, and how
   * @param folder that of the training, the same on all machines
   * @param teacher the fingerprint of the teacher
   */
  TrainTask(String yaml, Path base, ReplicaSettings settings, Path folder, String teacher) {
    this.yaml = yaml;
    this.base = base.toString();
    this.settings = settings;
    this.folder = folder.toString();
    this.teacher = teacher;
  }

  @Override
  public Iterator<TrainOutcome> apply(Iterator<Integer> rank) {
    BarrierTaskContext context = BarrierTaskContext.get();
    TrainOutcome outcome;
    try {
      outcome = TrainOutcome.of(BarrierReplicas.run(context, this::train));
    } catch (RetortException refusal) {
      outcome = TrainOutcome.of(refusal);
    }
    return scala.collection.Iterator$.MODULE$.single(outcome);
  }

  private ReplicaResult train(ReplicaGroup group) {
    Path shared = Path.of(folder);
    if (!Files.exists(shared.resolve("config.yaml"))) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The executor of task "
              + group.rank()
              + " does not see "
              + folder
              + "; choose a folder with 'output' that all machines see under the same name");
    }
    return ReplicaTraining.train(
        experiment(group.rank()),
        settings,
        shared,
        teacher,
        new Replication(
            group,
            settings.localSteps() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(settings.localSteps())));
  }

  private ExperimentRun experiment(int rank) {
    try {
      return Retort.discover()
          .experiment(ConfigurationDocument.parse("The experiment", yaml), Path.of(base));
    } catch (RetortException unreadable) {
      throw new RetortException(
          unreadable.kind(),
          "The executor of task "
              + rank
              + " cannot make what the driver could ("
              + unreadable.getMessage().strip()
              + "); give it the same plugins with --jars",
          unreadable);
    }
  }
}
