package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.runtime.configuration.Bound;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.settings.Experiment;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is allowed but likely a mistake in an experiment, each with the key and the reason. It looks
 * at the configuration as plain data, so that it need not know the plugins: whatever has a
 * temperature, a learning rate or a batch is looked at.
 */
public final class Advice {
  /** Optimizers that move every weight by about the learning rate, whatever the gradient. */
  private static final Set<String> ADAPTIVE =
      Set.of("adam", "adamw", "amsgrad", "nadam", "rmsprop", "lion");

  /** Optimizers that get far in few steps, each with all samples or many of them. */
  private static final Set<String> LARGE_BATCH = Set.of("conjugate-gradient", "lbfgs");

  private static final double HIGHEST_RATE = 0.1;
  private static final double HIGHEST_TEMPERATURE = 20;
  private static final int FEWEST_STEPS = 50;
  private static final int FEWEST_VALIDATION_SAMPLES = 50;

  private final List<Warning> advice = new ArrayList<>();

  private Advice() {}

  /** Everything that is worth saying, in the order of an experiment file. */
  public static List<Warning> of(Bound<Experiment> experiment, DataSplit parts) {
    Map<?, ?> tree = (Map<?, ?>) experiment.tree();
    Advice advice = new Advice();
    TrainingData student = parts.student(experiment.value().seeds().get(0)).data();
    advice.validation(student.validation().size());
    advice.training("teacher.training", tree.get("teacher"), parts.teacher().train().size());
    advice.training("student.training", tree.get("student"), student.train().size());
    advice.sizes(experiment.value(), student.inputShape());
    advice.temperatures("strategy", tree.get("strategy"));
    advice.softWeight(tree.get("strategy"));
    advice.fineTuning(tree.get("strategy"), at(tree.get("student"), "training", "optimizer"));
    return List.copyOf(advice.advice);
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

  private void training(String key, Object owner, int samples) {
    Optional<Object> training = at(owner, "training");
    Optional<Double> batch = number(training, "batch");
    if (batch.isEmpty()) {
      return;
    }
    Optional<Object> optimizer = at(training, "optimizer");
    rate(key + ".optimizer", optimizer);
    double inBatch = Math.min(batch.get(), samples);
    Optional<Double> epochs = number(training, "epochs");
    double steps =
        epochs.isPresent()
            ? epochs.get() * Math.ceil(samples / inBatch)
            : number(training, "steps").orElse(Double.MAX_VALUE);
    String kind = kind(optimizer);
    if (epochs.isPresent() && steps < FEWEST_STEPS && !LARGE_BATCH.contains(kind)) {
      add(
          "few-steps",
          key + ".batch",
          "%.0f epochs of %d samples in batches of %.0f are only %.0f steps of '%s'; smaller"
              + " batches or more epochs train further",
          epochs.get(),
          samples,
          batch.get(),
          steps,
          kind);
    } else if (steps * inBatch < samples) {
      add(
          "samples-never-seen",
          key + ".steps",
          "%.0f steps with batches of %.0f end before each of the %d samples was seen once; more"
              + " steps or larger batches see them all",
          steps,
          batch.get(),
          samples);
    }
  }

  private void rate(String key, Optional<Object> optimizer) {
    Optional<Double> rate = number(optimizer, "learning-rate");
    if (rate.isPresent() && rate.get() > HIGHEST_RATE && ADAPTIVE.contains(kind(optimizer))) {
      add(
          "high-learning-rate",
          key + ".learning-rate",
          "'%s' moves every weight by about the learning rate in each step, and %s is far for"
              + " weights of about 0.1; 0.0001 to 0.01 is usual",
          kind(optimizer),
          rate.get());
    }
  }

  private void sizes(Experiment experiment, Shape input) {
    Record teacher = experiment.teacher().configuration();
    for (RecordComponent component : teacher.getClass().getRecordComponents()) {
      if (component.getType() == NetworkDescription.class) {
        long large = parameters((NetworkDescription) value(component, teacher), input);
        long small = parameters(experiment.student().network(), input);
        if (small > large) {
          add(
              "student-larger-than-teacher",
              "student.network",
              "the student has %,d parameters and the teacher %,d; a student is there to be the"
                  + " smaller one. Are the two networks mixed up?",
              small,
              large);
        }
      }
    }
  }

  private static long parameters(NetworkDescription network, Shape input) {
    return NetworkPlan.of(network, input).parameters().count();
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(record.getClass() + " was bound before by the same means", impossible);
    }
  }

  /** Every temperature of the strategy, also those of its phases and losses. */
  private void temperatures(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, inner) -> {
            if ("temperature".equals(name)
                && inner instanceof Number t
                && t.doubleValue() > HIGHEST_TEMPERATURE) {
              add(
                  "high-temperature",
                  key + ".temperature",
                  "at %s nearly nothing is left of the teacher's differences but noise; 1 to 20 is"
                      + " usual",
                  inner);
            }
            temperatures(key + "." + name, inner);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        temperatures(key + "[" + i + "]", list.get(i));
      }
    }
  }

  private void softWeight(Object strategy) {
    Optional<Object> there = Optional.ofNullable(strategy);
    if ("temperature".equals(kind(there))
        && number(there, "soft-weight").filter(weight -> weight == 0).isPresent()) {
      add(
          "teacher-not-heard",
          "strategy.soft-weight",
          "with 0 the student does not listen to the teacher, and learns what the student alone"
              + " learns; 0.5 to 0.9 is usual");
    }
  }

  /** The last phase on true labels: gently, and not for long. */
  private void fineTuning(Object strategy, Optional<Object> training) {
    if (at(strategy, "phases").orElse(null) instanceof List<?> phases && phases.size() > 1) {
      Optional<Object> previous = Optional.of(phases.get(phases.size() - 2));
      Optional<Object> last = Optional.of(phases.get(phases.size() - 1));
      if (!"labels".equals(kind(at(last, "strategy")))) {
        return;
      }
      String key = "strategy.phases[" + (phases.size() - 1) + "]";
      Optional<Object> before = at(previous, "optimizer").or(() -> training);
      Optional<Object> now = at(last, "optimizer").or(() -> training);
      Optional<Double> rate = number(now, "learning-rate");
      if (rate.isPresent()
          && kind(now).equals(kind(before))
          && number(before, "learning-rate").filter(r -> r <= rate.get()).isPresent()) {
        add(
            "fast-fine-tuning",
            key + ".optimizer",
            "fine-tuning with a learning rate of %s, no lower than before, may undo what the"
                + " teacher has taught; a tenth is usual",
            rate.get());
      }
      if (length(last) > length(previous)) {
        add(
            "long-fine-tuning",
            key,
            "fine-tuning on the labels is longer than the phase before it, so that most of what the"
                + " teacher has taught may be forgotten; a few epochs are usual");
      }
    }
  }

  private static double length(Optional<Object> phase) {
    return number(phase, "epochs").or(() -> number(phase, "share")).orElse(0.0);
  }

  private static String kind(Optional<Object> plugin) {
    return at(plugin, "kind").map(Object::toString).orElse("");
  }

  private static Optional<Double> number(Optional<Object> owner, String key) {
    return at(owner, key)
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).doubleValue());
  }

  private static Optional<Object> at(Object owner, String... path) {
    return at(Optional.ofNullable(owner), path);
  }

  private static Optional<Object> at(Optional<Object> owner, String... path) {
    Optional<Object> found = owner;
    for (String key : path) {
      found = found.map(value -> value instanceof Map<?, ?> map ? map.get(key) : null);
    }
    return found;
  }
}
