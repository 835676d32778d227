package io.retort.app;

import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.report.text.Figures;
import io.retort.runtime.report.text.TextGrid;
import java.util.ArrayList;
import java.util.List;

/** Several runs as a table, and by how much each is better than the first. */
record ComparisonTable(ComparedHead head) {

  /**
   * The lines.
   *
   * @param width the number of columns that rows of the table may take
   */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Test "
            + head.score()
            + " of the head '"
            + head.head()
            + "', mean ± standard deviation over the seeds");
    TextGrid grid = new TextGrid(List.of("teacher", "students alone", "distilled"));
    for (int i = 0; i < head.runs().size(); i++) {
      ComparedHead.Run run = head.runs().get(i);
      grid.add(
          (i + 1) + "  " + run.shortName(),
          List.of(
              Double.isNaN(run.teacher()) ? "–" : Figures.of(head.unit(), run.teacher()),
              Figures.spread(head.unit(), run.alone()),
              Figures.spread(head.unit(), run.distilled())));
    }
    lines.addAll(grid.lines(width));
    lines.add("");
    lines.add("Distilled students, compared with those of run 1:");
    for (int i = 1; i < head.runs().size(); i++) {
      ComparedHead.Run run = head.runs().get(i);
      lines.add((i + 1) + "  " + run.gain().map(this::words).orElseGet(() -> unpaired(run)));
    }
    return lines;
  }

  private String words(Gain gain) {
    String points = head.unit() == Unit.SHARE ? " points" : "";
    String mean = Figures.difference(head.unit(), gain.mean()) + points;
    if (Double.isNaN(gain.low())) {
      return mean + ", without an interval";
    }
    return mean
        + ", 95% interval "
        + Figures.difference(head.unit(), gain.low())
        + " to "
        + Figures.difference(head.unit(), gain.high())
        + ": "
        + switch (gain.verdict()) {
          case HELPED -> "better";
          case DID_NOT_HELP -> "not better";
          case CANNOT_TELL -> "cannot tell";
        };
  }

  private static String unpaired(ComparedHead.Run run) {
    return "not paired: " + run.unpaired().orElse("there is nothing to pair");
  }
}
