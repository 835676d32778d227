package io.retort.app;

import io.retort.core.progress.Unit;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Several runs as a table that fits 80 columns. */
record ComparisonTable(ComparedHead head) {
  private static final String ROW = "%2s  %-30s  %-18s  %-18s%n";
  private static final int NAME = 30;

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Test %s of the head '%s', mean ± standard deviation over the seeds%n",
        Words.shortened(head.score(), NAME),
        Words.shortened(head.head(), NAME));
    out.printf(ROW, "", "run", "students alone", "distilled");
    for (int i = 0; i < head.runs().size(); i++) {
      ComparedHead.Run run = head.runs().get(i);
      out.printf(
          ROW,
          i + 1,
          Words.shortened(run.shortName(), NAME),
          spread(run.alone()),
          spread(run.distilled()));
    }
    out.println();
    out.println("Distilled students, compared with those of run 1:");
    for (int i = 1; i < head.runs().size(); i++) {
      ComparedHead.Run run = head.runs().get(i);
      out.printf("%2d  %s%n", i + 1, run.gain().map(this::words).orElseGet(() -> unpaired(run)));
    }
    out.println();
  }

  private String spread(List<Double> values) {
    double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return values.size() < 2
        ? Figures.of(head.unit(), mean)
        : Figures.spread(head.unit(), mean, Math.sqrt(squares / (values.size() - 1)));
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
