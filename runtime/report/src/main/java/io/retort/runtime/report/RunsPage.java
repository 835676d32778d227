package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page about several runs.
 *
 * @param heads what they are compared on
 */
public record RunsPage(List<Head> heads) {
  private static final int MOST_DRAWN = 60;

  public RunsPage {
    heads = List.copyOf(heads);
  }

  /**
   * What the runs have found about one head.
   *
   * @param name the head
   * @param score the figure by which they are compared
   * @param share whether it is a part of a whole
   * @param runs in the order in which they were named
   */
  public record Head(String name, String score, boolean share, List<Run> runs) {

    public Head {
      runs = List.copyOf(runs);
    }
  }

  /**
   * One run.
   *
   * @param name such as the last names of its folder's path
   * @param teacher the teacher's figure; not a number where it has none
   * @param alone those of the students alone
   * @param distilled those of the distilled students
   * @param parameters of a student
   * @param gain over the first run; not a number where there is none
   * @param low the lower end of its interval
   * @param high the upper end
   * @param unpaired why there is no gain: a clause
   */
  public record Run(
      String name,
      double teacher,
      List<Double> alone,
      List<Double> distilled,
      long parameters,
      double gain,
      double low,
      double high,
      Optional<String> unpaired) {

    public Run {
      alone = List.copyOf(alone);
      distilled = List.copyOf(distilled);
    }
  }

  /**
   * The page.
   *
   * @return HTML, in one file that needs no others
   */
  public String html() {
    List<DomContent> sections = heads.stream().map(RunsPage::section).toList();
    int runs = heads.isEmpty() ? 0 : heads.get(0).runs().size();
    return Page.of("Comparison of runs", runs + " runs", sections);
  }

  private static DomContent section(Head head) {
    List<DomContent> parts = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<RankChart.Row> ranks = new ArrayList<>();
    List<GainChart.Row> gains = new ArrayList<>();
    for (int i = 0; i < head.runs().size(); i++) {
      Run run = head.runs().get(i);
      String number = Integer.toString(i + 1);
      rows.add(
          List.of(
              number,
              run.name(),
              Double.isNaN(run.teacher()) ? "–" : Numbers.of(head.share(), run.teacher()),
              Numbers.spread(head.share(), run.alone()),
              Numbers.spread(head.share(), run.distilled()),
              Numbers.count((double) run.parameters()),
              gain(head, run, i)));
      double mean = Numbers.mean(run.distilled());
      double half = Numbers.halfWidth(run.distilled().size()) * Numbers.deviation(run.distilled());
      ranks.add(
          new RankChart.Row(number, number + " " + run.name(), mean, mean - half, mean + half));
      if (i > 0) {
        gains.add(new GainChart.Row("run " + number, run.gain(), run.low(), run.high(), false));
      }
    }
    parts.add(
        Parts.table(
            "Test " + Texts.name(head.score()) + ", mean ± standard deviation over seeds",
            List.of(
                "",
                "run",
                "teacher",
                "students alone",
                "distilled",
                "parameters",
                "gain over run 1 (95% interval)"),
            rows));
    String title = "Distilled students of each run";
    parts.add(
        Parts.chart(
            title + ". Lines: 95% interval of the mean over the seeds, for each run by itself.",
            RankChart.of(
                ranks.subList(0, Math.min(MOST_DRAWN, ranks.size())),
                head.share(),
                head.score(),
                title),
            Parts.note("The numbers stand in the table above.")));
    if (gains.stream().anyMatch(gain -> Double.isFinite(gain.gain()))) {
      String paired = "Gain over run 1, of students paired by seed and test sample";
      parts.add(
          Parts.chart(
              paired + ". Lines: 95% interval, found as that of a verdict.",
              GainChart.of(
                  gains.subList(0, Math.min(MOST_DRAWN, gains.size())),
                  head.share(),
                  head.score(),
                  paired),
              Parts.note("The numbers stand in the table above.")));
    }
    return Parts.section("Head " + Texts.name(head.name()), parts);
  }

  private static String gain(Head head, Run run, int place) {
    if (place == 0) {
      return "–";
    }
    if (run.unpaired().isPresent()) {
      return "not paired: " + run.unpaired().get();
    }
    String gain = Numbers.difference(head.share(), run.gain());
    return Double.isNaN(run.low())
        ? gain
        : gain
            + " ("
            + Numbers.difference(head.share(), run.low())
            + " to "
            + Numbers.difference(head.share(), run.high())
            + ")";
  }
}
