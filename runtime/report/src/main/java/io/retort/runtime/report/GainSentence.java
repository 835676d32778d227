package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.progress.Unit;
import io.retort.runtime.report.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether distillation helped, in a sentence. */
final class GainSentence {
  private static final int MOST_OF_REASON = 200;

  private final RunData data;
  private final JsonNode comparison;

  private GainSentence(RunData data, JsonNode comparison) {
    this.data = data;
    this.comparison = comparison;
  }

  /**
   * The verdict by the score of a head; then those by other figures that say more: log-loss, for
   * one, tells students apart that decide alike.
   */
  static List<String> all(RunData data, JsonNode comparison) {
    GainSentence of = new GainSentence(data, comparison);
    String verdict = verdict(comparison);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        of.sentence(
            comparison.path("score").asText("score"),
            comparison,
            comparison.path("higher-is-better").asBoolean(true)));
    for (Map.Entry<String, JsonNode> beside : comparison.properties()) {
      String other = verdict(beside.getValue());
      if (beside.getValue().has("gain") && !other.equals("cannot-tell") && !other.equals(verdict)) {
        // Older versions do not say it, and compared the log-loss alone.
        boolean higher = beside.getValue().path("higher-is-better").asBoolean(false);
        sentences.add(of.sentence(beside.getKey(), beside.getValue(), higher));
      }
    }
    return sentences;
  }

  private static String verdict(JsonNode gain) {
    return gain.path("verdict").asText("cannot-tell");
  }

  private static String words(String verdict) {
    return switch (verdict) {
      case "helped" -> "distillation helped";
      case "did-not-help" -> "distillation did not help";
      default -> "cannot tell whether distillation helped";
    };
  }

  private String sentence(String figure, JsonNode gain, boolean higherIsBetter) {
    double mean = RunData.number(gain.path("gain"));
    if (Double.isNaN(mean)) {
      return "Gain: undefined, because "
          + reason(gain.path("undefined").path("gain").asText("it is not a number"))
          + ": "
          + words(verdict(gain))
          + ".";
    }
    Unit unit = data.share(comparison.path("head").asText(), figure) ? Unit.SHARE : Unit.OF_VALUES;
    return "Gain: "
        + Figures.difference(unit, mean)
        + (unit == Unit.SHARE ? " points of " : " of ")
        + Texts.name(figure)
        + (higherIsBetter ? "" : " (less is better; a gain is a reduction)")
        + interval(unit, gain)
        + ": "
        + words(verdict(gain))
        + (comparison.path("same-test-samples").asBoolean() ? " on these test samples." : ".");
  }

  private static String interval(Unit unit, JsonNode gain) {
    JsonNode interval = gain.path("interval95");
    return interval.size() == 2
        ? ", 95% confidence interval "
            + Figures.difference(unit, RunData.number(interval.path(0)))
            + " to "
            + Figures.difference(unit, RunData.number(interval.path(1)))
        : " (without a confidence interval: "
            + reason(gain.path("no-interval").asText("none was found"))
            + ")";
  }

  private static String reason(String clause) {
    return Texts.shown(clause, MOST_OF_REASON);
  }
}
