package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.progress.Unit;
import io.retort.runtime.report.text.Figures;
import io.retort.runtime.report.text.TextGrid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A sweep in lines: the candidates of each rung, the best first. */
final class SweepSummary {
  /** The worse ones of many candidates are in {@code table.csv}. */
  private static final int MOST_CANDIDATES = 100;

  private final JsonNode result;
  private final String score;
  private final Unit unit;

  SweepSummary(JsonNode result) {
    this.result = result;
    this.score = result.path("score").asText("score");
    this.unit =
        result.path("units").path(result.path("head").asText()).path(score).asText().equals("share")
            ? Unit.SHARE
            : Unit.OF_VALUES;
  }

  /**
   * The lines.
   *
   * @param width the number of columns that rows may take
   */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    for (JsonNode rung : result.path("rungs")) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      int seeds = result.path("seeds").size();
      lines.add(
          String.format(
              Locale.ROOT,
              "Validation samples, head '%s', %d steps; mean ± standard deviation over %d %s",
              Texts.name(result.path("head").asText()),
              rung.path(0).path("steps").asLong(),
              seeds,
              seeds == 1 ? "seed" : "seeds"));
      lines.addAll(table(RunData.list(rung)).lines(width));
    }
    return lines;
  }

  private TextGrid table(List<JsonNode> rung) {
    Set<String> keys = new LinkedHashSet<>();
    rung.forEach(row -> row.path("values").fieldNames().forEachRemaining(keys::add));
    List<String> titles = new ArrayList<>(keys);
    titles.add(score);
    TextGrid grid = new TextGrid(titles);
    int most = Math.min(rung.size(), MOST_CANDIDATES);
    for (JsonNode row : rung.subList(0, most)) {
      List<String> cells = new ArrayList<>();
      keys.forEach(key -> cells.add(SweepSections.words(row.path("values").path(key))));
      cells.add(row.path("diverged").asBoolean() ? "diverged" : spread(row));
      grid.add("candidate " + row.path("candidate").asInt(), cells);
    }
    if (rung.size() > most) {
      grid.add(
          String.format(Locale.ROOT, "(%,d more are in table.csv)", rung.size() - most), List.of());
    }
    return grid;
  }

  private String spread(JsonNode row) {
    double mean = RunData.number(row.path("mean"));
    double deviation = RunData.number(row.path("deviation"));
    return Double.isNaN(deviation) ? Figures.of(unit, mean) : Figures.spread(unit, mean, deviation);
  }
}
