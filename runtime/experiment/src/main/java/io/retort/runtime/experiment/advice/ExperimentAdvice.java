package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.tensor.Shape;
import io.retort.core.training.TrainingSettings;
import io.retort.runtime.configuration.BoundPart;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.settings.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is allowed but likely a mistake in an experiment as a whole, beside what each plugin says of
 * its own keys.
 */
public final class ExperimentAdvice {
  private static final int FEWEST_STEPS = 50;
  private static final int FEWEST_VALIDATION_SAMPLES = 50;

  /** What is below the key {@code teacher} is trained with the teacher's samples. */
  private static final String TEACHER = "teacher.";

  private final List<Warning> advice = new ArrayList<>();

  private ExperimentAdvice() {}

  /** Everything that is worth saying, in the order of an experiment file. */
  public static List<Warning> of(BoundValue<Experiment> experiment, DataSplit parts) {
    ExperimentAdvice advice = new ExperimentAdvice();
    StudentData student = parts.student(experiment.value().seeds().get(0));
    advice.validation(student.data().validation().size());
    for (BoundPart part : experiment.parts()) {
      boolean teacher = part.key().startsWith(TEACHER);
      if (part.value() instanceof TrainingSettings training && !(teacher && inner(part.key()))) {
        advice.training(
            part.key(),
            training,
            teacher ? parts.teacher().train().size() : student.data().train().size());
        if (!teacher) {
          advice.views(part.key(), training, student.data().train());
        }
      } else if (part.value() instanceof NetworkDescription network
          && teacher
          && !inner(part.key())) {
        advice.sizes(network, experiment.value().student().network(), student.data().inputShape());
      }
    }
    advice.advice.addAll(experiment.warnings());
    return List.copyOf(advice.advice);
  }

  /**
   * Whether it belongs to a teacher inside the teacher: which of the samples such a one learns from
   * only the outer one knows.
   */
  private static boolean inner(String key) {
    return key.indexOf('.', TEACHER.length()) >= 0 || key.endsWith("]");
  }

  private void add(String code, String key, String sentence, Object... arguments) {
    advice.add(new Warning(code, key, String.format(Locale.ROOT, sentence, arguments)));
  }

  private void validation(int samples) {
    if (samples < FEWEST_VALIDATION_SAMPLES) {
      add(
          "few-validation-samples",
          "split.validation",
          "%d validation samples tell students apart that differ by several points, %.1f for each"
              + " sample; a larger share chooses better",
          samples,
          100.0 / samples);
    }
  }

  private void training(String key, TrainingSettings training, int samples) {
    int batch = Math.min(training.batch(), samples);
    Optional<Integer> epochs = training.epochs();
    double steps =
        epochs
            .map(passes -> passes * Math.ceil((double) samples / batch))
            .orElseGet(() -> (double) training.steps().orElseThrow());
    // Others, such as those with line searches, get far in few steps.
    boolean manySteps = training.optimizer() instanceof FirstOrderOptimizer;
    if (epochs.isPresent() && steps < FEWEST_STEPS && manySteps) {
      add(
          "few-steps",
          key + ".batch",
          "%d epochs of %d samples in batches of %d are only %.0f steps; smaller batches or more"
              + " epochs train further",
          epochs.get(),
          samples,
          training.batch(),
          steps);
    } else if (steps * batch < samples) {
      add(
          "samples-never-seen",
          key + ".steps",
          "%.0f steps with batches of %d end before each of the %d samples was seen once; more"
              + " steps or larger batches see them all",
          steps,
          training.batch(),
          samples);
    }
  }

  private void views(String key, TrainingSettings training, Samples train) {
    int views = training.augmentation().map(AugmentationSettings::views).orElse(1);
    long passes = training.passes(train);
    if (passes < views) {
      add(
          "views-never-seen",
          key + ".augmentation.views",
          "%d passes over the training samples show as many of the %d views, but a teacher whose"
              + " outputs are kept is evaluated on all of them; views: %d saves that",
          passes,
          views,
          passes);
    }
  }

  private void sizes(NetworkDescription teacher, NetworkDescription student, Shape input) {
    long large = parameters(teacher, input);
    long small = parameters(student, input);
    if (small > large) {
      add(
          "student-larger-than-teacher",
          "student.network",
          "the student has %,d parameters and the teacher %,d; a student is there to be the smaller"
              + " one. Are the two networks mixed up?",
          small,
          large);
    }
  }

  private static long parameters(NetworkDescription network, Shape input) {
    return NetworkPlan.of(network, input).parameters().count();
  }
}
