package io.retort.teachers.tribuo;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.progress.Phase;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a teacher on the labels of all training samples at the start of the run.
 *
 * @param <C> the teacher's configuration
 */
abstract class FittedTeacherProvider<C extends Record> implements TeacherProvider<C> {

  abstract ModelFitting fitting(C settings);

  @Override
  public final Optional<List<TeacherOutput>> preview(C settings, TeacherContext context) {
    return Optional.of(context.data().heads().stream().map(HeadModel::output).toList());
  }

  @Override
  public final Teacher create(C settings, TeacherContext context) {
    TrainingData data = context.data();
    Samples train = data.train();
    requireAlike(train);
    context
        .listener()
        .message("Training the teacher (" + name() + ") on " + train.size() + " samples");
    FittingMemory.require(
        name(), train.size(), data.inputShape().elements(), Runtime.getRuntime().maxMemory());
    TribuoLog.quiet();
    float[][] rows = TribuoTeacher.rows(train, data.inputShape());
    List<HeadModel> models = new ArrayList<>();
    try (Phase phase =
        Phase.begin(context.listener(), "Fitting the teacher " + name(), data.heads().size())) {
      for (Head head : data.heads()) {
        models.add(HeadModel.fit(head, train, rows, fitting(settings), context.seed()));
        phase.advance(1);
      }
    }
    return new TribuoTeacher(models);
  }

  /** Tribuo's trainers do not all know of weights, and would ignore them in silence. */
  private void requireAlike(Samples train) {
    train
        .weights()
        .ifPresent(
            weights -> {
              throw new RetortException(
                  ErrorKind.CONFIGURATION,
                  weights.source()
                      + ": samples have weights, which a teacher of the kind '"
                      + name()
                      + "' cannot learn with; choose one of the kind 'network', or leave the"
                      + " weights out");
            });
  }
}
