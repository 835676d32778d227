package io.retort.app;

import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.strategy.DistillationPlan;
import io.retort.runtime.report.text.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What a command is at: the trainings under way and what else takes long, as listeners were told of
 * it. May be told and asked by several threads.
 */
final class Activity {
  /** Seeds that were derived from others are long, and say nothing. */
  private static final int LONGEST_SEED = 4;

  private final LongSupplier clock;
  private final long begun;
  private final Map<String, Training> trainings = new LinkedHashMap<>();
  private final Map<String, Phase> phases = new LinkedHashMap<>();

  /**
   * Nothing is going on yet.
   *
   * @param clock gives nanoseconds
   */
  Activity(LongSupplier clock) {
    this.clock = clock;
    this.begun = clock.getAsLong();
  }

  /**
   * What is going on at one moment.
   *
   * @param phases what takes long and is no training, what began first at the front
   * @param trainings those under way, what began first at the front
   * @param seconds since the command began
   */
  record Moment(List<PhaseState> phases, List<TrainingState> trainings, double seconds) {}

  /**
   * A training.
   *
   * @param name what is trained
   * @param seed its seed; empty where it says nothing
   * @param stage the stage's name
   * @param step steps made
   * @param steps steps in all
   * @param losses the values of the terms over the last epoch
   * @param validation the score on the validation samples, as it was measured last
   * @param rate steps in a second; empty at the beginning
   * @param seconds since it began
   * @param left seconds until it ends; empty at the beginning
   */
  record TrainingState(
      String name,
      String seed,
      String stage,
      long step,
      long steps,
      List<String> losses,
      String validation,
      OptionalDouble rate,
      double seconds,
      OptionalDouble left) {

    double share() {
      return steps == 0 ? 1 : (double) step / steps;
    }
  }

  /**
   * Something else.
   *
   * @param name what is done
   * @param done how much of it
   * @param total how much there is; 0 if that is not known
   * @param share how much of it is done, trainings that belong to it included
   * @param seconds since it began
   * @param left seconds until it ends; empty if that is not known
   */
  record PhaseState(
      String name, long done, long total, double share, double seconds, OptionalDouble left) {}

  private static final class Training {
    private final long begun;
    private final long first;
    private StepReport last;
    private List<String> losses = List.of();
    private String validation = "";

    Training(StepReport report, long now) {
      begun = now;
      first = report.step();
      last = report;
    }
  }

  private static final class Phase {
    private final long begun;
    private PhaseReport last;

    Phase(PhaseReport report, long now) {
      begun = now;
      last = report;
    }
  }

  /** A training goes on. Returns how it ended if this was its last report. */
  synchronized Optional<TrainingState> steps(StepReport report) {
    long now = clock.getAsLong();
    String key = key(report.training(), report.seed());
    Training training = trainings.computeIfAbsent(key, none -> new Training(report, now));
    training.last = report;
    if (!report.last()) {
      return Optional.empty();
    }
    trainings.remove(key);
    return Optional.of(state(training, now));
  }

  /** An epoch of a training has ended. */
  synchronized void epoch(EpochReport report) {
    Training training = trainings.get(key(report.training(), report.seed()));
    if (training != null) {
      training.losses = losses(report);
      if (!report.validation().isEmpty()) {
        training.validation = validation(report.validation());
      }
    }
  }

  /** Something else goes on, or ends. */
  synchronized void phase(PhaseReport report) {
    if (report.over()) {
      phases.remove(report.name());
    } else {
      long now = clock.getAsLong();
      phases.computeIfAbsent(report.name(), none -> new Phase(report, now)).last = report;
    }
  }

  /** What is going on now. */
  synchronized Moment now() {
    long now = clock.getAsLong();
    return new Moment(
        phases.values().stream().map(phase -> state(phase, now)).toList(),
        trainings.values().stream().map(training -> state(training, now)).toList(),
        seconds(begun, now));
  }

  private static TrainingState state(Training training, long now) {
    StepReport last = training.last;
    double seconds = seconds(training.begun, now);
    long made = last.step() - training.first;
    OptionalDouble rate =
        made > 0 && seconds > 0 ? OptionalDouble.of(made / seconds) : OptionalDouble.empty();
    return new TrainingState(
        last.training(),
        seed(last.seed()),
        last.stage(),
        last.step(),
        last.steps(),
        training.losses,
        training.validation,
        rate,
        seconds,
        rate.isPresent()
            ? OptionalDouble.of((last.steps() - last.step()) / rate.getAsDouble())
            : rate);
  }

  /** Trainings that have begun in a phase are part of what there is to do in it. */
  private PhaseState state(Phase phase, long now) {
    PhaseReport last = phase.last;
    double seconds = seconds(phase.begun, now);
    double done = last.done();
    for (Training training : trainings.values()) {
      if (training.begun >= phase.begun && last.total() > 0) {
        done += state(training, now).share();
      }
    }
    double share = last.total() == 0 ? 0 : Math.min(1, done / last.total());
    return new PhaseState(
        last.name(),
        last.done(),
        last.total(),
        share,
        seconds,
        share > 0 && seconds > 0
            ? OptionalDouble.of(seconds * (1 - share) / share)
            : OptionalDouble.empty());
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static String key(String training, long seed) {
    return training + " " + seed;
  }

  private static String seed(long seed) {
    String text = Long.toString(seed);
    return text.length() > LONGEST_SEED ? "" : text;
  }

  /** The terms of the student; of the networks beside it, the metrics log has them. */
  static List<String> losses(EpochReport report) {
    return report
        .terms()
        .getOrDefault(
            DistillationPlan.STUDENT,
            report.terms().values().stream().flatMap(List::stream).toList())
        .stream()
        .map(term -> String.format(Locale.ROOT, "%s %.4f", term.name(), term.value()))
        .toList();
  }

  /** The score of each head, which needs its name only if there are others. */
  private static String validation(Map<String, Metrics> heads) {
    return heads.entrySet().stream()
        .map(
            head ->
                (heads.size() > 1 ? head.getKey() + " " : "")
                    + head.getValue().score()
                    + " "
                    + Figures.of(head.getValue().unit(), head.getValue().scoreValue()))
        .collect(Collectors.joining("  "));
  }
}
