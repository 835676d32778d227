package io.retort.runtime.experiment.comparison;

import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.report.RunsPage;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A comparison of runs as a page. */
public final class ComparisonPage {

  private ComparisonPage() {}

  /** The page. */
  public static String of(List<ComparedHead> heads) {
    return new RunsPage(heads.stream().map(ComparisonPage::head).toList()).html();
  }

  private static RunsPage.Head head(ComparedHead head) {
    return new RunsPage.Head(
        head.head(),
        head.score(),
        head.unit() == Unit.SHARE,
        head.runs().stream().map(ComparisonPage::run).toList());
  }

  private static RunsPage.Run run(ComparedHead.Run run) {
    return new RunsPage.Run(
        run.shortName(),
        run.teacher(),
        run.alone(),
        run.distilled(),
        run.parameters(),
        number(run.gain(), Gain::mean),
        number(run.gain(), Gain::low),
        number(run.gain(), Gain::high),
        run.unpaired());
  }

  private static double number(Optional<Gain> gain, ToDoubleFunction<Gain> part) {
    return gain.map(part::applyAsDouble).orElse(Double.NaN);
  }
}
