package io.retort.runtime.experiment.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.evaluation.GainEstimate;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares runs by what their folders hold, with the first of them. */
public final class RunsComparison {

  private RunsComparison() {}

  /**
   * Compares.
   *
   * @param folders those of complete runs, at least two
   * @throws RetortException if one is none, or no head is in all of them
   */
  public static List<ComparedHead> of(List<Path> folders) {
    if (folders.size() < 2) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, "A comparison takes at least two runs; name their folders");
    }
    List<RecordedRun> runs = folders.stream().map(RecordedRun::open).toList();
    List<ComparedHead> heads = new ArrayList<>();
    for (JsonNode comparison : runs.get(0).result().path("comparisons")) {
      String head = comparison.path("head").asText();
      String score = comparison.path("score").asText();
      if (runs.stream().allMatch(run -> run.hasScore(head, score))) {
        heads.add(compared(comparison, head, score, runs));
      }
    }
    if (heads.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The runs have no head in common of which each of them has the figure that decides; name"
              + " runs on the same task");
    }
    return heads;
  }

  private static ComparedHead compared(
      JsonNode comparison, String head, String score, List<RecordedRun> runs) {
    RecordedRun first = runs.get(0);
    Unit unit = unit(first.result().path("units").path(head).path(score).asText());
    boolean higher = comparison.path("higher-is-better").asBoolean(true);
    Figure like = new Figure(0, unit, higher, Optional.empty(), OptionalDouble.empty());
    List<ComparedHead.Run> compared = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      RecordedRun run = runs.get(i);
      Optional<String> unpaired = i == 0 ? Optional.empty() : first.unpaired(run, head, score);
      Optional<Gain> gain =
          i == 0 || unpaired.isPresent()
              ? Optional.empty()
              : Optional.of(gain(first, run, head, score, like));
      compared.add(
          new ComparedHead.Run(
              run.folder(),
              run.result().path("name").asText(),
              run.teacher(head, score),
              run.figures(ArmResult.ALONE, head, score),
              run.figures(ArmResult.DISTILLED, head, score),
              run.parameters(),
              gain,
              unpaired));
    }
    return new ComparedHead(head, score, unit, higher, compared);
  }

  /** The same estimate as that of a verdict, with the students of two runs for the two arms. */
  private static Gain gain(
      RecordedRun first, RecordedRun other, String head, String score, Figure like) {
    double sign = like.higherIsBetter() ? 1 : -1;
    List<Long> seeds = first.seeds();
    double[][] gains = new double[seeds.size()][];
    double mean = 0;
    for (int s = 0; s < gains.length; s++) {
      long seed = seeds.get(s);
      double[] before = first.contributions(head, seed);
      double[] after = other.contributions(head, seed);
      gains[s] = new double[before.length];
      for (int i = 0; i < before.length; i++) {
        gains[s][i] = sign * (after[i] - before[i]);
      }
      mean +=
          sign * (other.figure(seed, head, score) - first.figure(seed, head, score)) / gains.length;
    }
    return GainEstimate.crossed(mean, gains).gain(score, like, Optional.empty());
  }

  private static Unit unit(String words) {
    for (Unit unit : Unit.values()) {
      if (unit.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(words)) {
        return unit;
      }
    }
    return Unit.NONE;
  }
}
