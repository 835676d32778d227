package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.EpochReport;
import io.retort.core.progress.EpochReport.TermReport;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.Unit;
import io.retort.runtime.report.text.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on, as lines: time is what the test says it is. */
class ActivityLinesTest {
  private static final long SECOND = 1_000_000_000L;

  private long now;
  private final Activity activity = new Activity(() -> now);

  @Test
  void atTheBeginningItPrepares() {
    now = 3 * SECOND;
    assertEquals(List.of("Working  3 s"), lines(80));
  }

  @Test
  void timesFollowFromStepsAndFromTrainingsThatAreOver() {
    twoTrainings();
    // 300 steps in 2 s; 900 are left. Of 10 students 3 + 0.25 + 0.5 are done in 12 s.
    assertEquals(
        List.of(
            "Training students  3 of 10  ███████░░░░░░░░░░░░░   37%  12 s  20 s left",
            "alone      seed 2  train    300/1,200   25%  hard 0.4321  150 steps/s  6 s left",
            "distilled  seed 2    600/1,200   50%  soft 0.1234  accuracy 95.20%  2 s left"),
        lines(80));
  }

  @Test
  void aWideTerminalShowsTheStageBarsAndEveryTerm() {
    twoTrainings();
    assertEquals(
        "distilled  seed 2  train    600/1,200  ██████████░░░░░░░░░░   50%  soft 0.1234"
            + "  hard 0.5000  accuracy 95.20%  300 steps/s  2 s left",
        lines(160).get(2));
  }

  @Test
  void aNarrowOneShowsHowFarItIs() {
    twoTrainings();
    assertEquals(List.of("Traini..dents   37%", "alone       25%", "distilled   50%"), lines(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 33, 80, 160, 1000})
  void noLineReachesTheLastColumn(int width) {
    twoTrainings();
    activity.phase(new PhaseReport("Reading " + "数据".repeat(200) + ".csv", 1_234_567, 0, false));
    activity.steps(new StepReport("teacher of " + "x".repeat(300), 123456789, "train", 5, 10));
    for (String line : lines(width)) {
      assertTrue(TextWidth.of(line) <= Math.max(1, width - 1), line);
    }
  }

  @Test
  void manyTrainingsAreCounted() {
    for (long seed = 0; seed < 200; seed++) {
      activity.steps(new StepReport("distilled", seed, "train", 1, 10));
    }
    List<String> lines = lines(80);
    assertEquals(24, lines.size());
    assertEquals("and 177 more", lines.get(23));
  }

  @Test
  void whatIsOverIsGone() {
    twoTrainings();
    activity.steps(new StepReport("alone", 2, "train", 1200, 1200));
    activity.phase(new PhaseReport("Training students", 3, 10, true));
    assertEquals(1, lines(80).size());
  }

  @Test
  void barsNeedNoOtherCharactersThanAscii() {
    activity.phase(new PhaseReport("Reading", 1, 2, false));
    String line = ActivityLines.text(new ActivityLines(80, 10, false).of(activity.now()).get(0));
    assertEquals("Reading  1 of 2  ##########..........   50%  0 s", line);
  }

  private void twoTrainings() {
    activity.phase(new PhaseReport("Training students", 0, 10, false));
    now += 10 * SECOND;
    activity.phase(new PhaseReport("Training students", 3, 10, false));
    activity.steps(new StepReport("alone", 2, "train", 0, 1200));
    activity.steps(new StepReport("distilled", 2, "train", 0, 1200));
    now += 2 * SECOND;
    activity.epoch(epoch("alone", List.of(term("hard", 0.4321)), Map.of()));
    activity.epoch(
        epoch(
            "distilled",
            List.of(term("soft", 0.1234), term("hard", 0.5)),
            Map.of(
                "digit",
                new Metrics("accuracy", Map.of("accuracy", new Figure(0.952, Unit.SHARE, true))))));
    activity.steps(new StepReport("alone", 2, "train", 300, 1200));
    activity.steps(new StepReport("distilled", 2, "train", 600, 1200));
  }

  private static EpochReport epoch(
      String training, List<TermReport> terms, Map<String, Metrics> validation) {
    return new EpochReport(
        training, 2, "train", 1, 100, 1200, Map.of("student", terms), validation, 1);
  }

  private static TermReport term(String name, double value) {
    return new TermReport(name, 1, value, 1);
  }

  private List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    new ActivityLines(width, 24, true)
        .of(activity.now())
        .forEach(line -> lines.add(ActivityLines.text(line)));
    return lines;
  }
}
