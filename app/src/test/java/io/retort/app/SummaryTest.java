package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.report.Summary;
import io.retort.runtime.report.text.TextWidth;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said at the end of a run. */
class SummaryTest {
  private int seeds = 5;
  private int classes;
  private double teacher = 0.99;
  private long teacherParameters = 300_000;

  @Test
  void theVerdictIsFirstAndTheCostsAreLast() {
    assertEquals(
        List.of(
            "Gain: +4.00 points of accuracy, 95% confidence interval +1.00 to +7.00: distillation"
                + " helped on these test samples.",
            "",
            "Test samples, head 'label'; mean ± standard deviation over 5 seeds",
            "                  teacher   student alone  student distilled",
            "accuracy           99.00%  90.00% ± 0.00%     94.00% ± 0.00%",
            "agreement                  80.00% ± 0.00%     80.00% ± 0.00%",
            "parameters        300,000           1,000              1,000",
            "size               1.2 MB          4.0 kB             4.0 kB",
            "training time       2.5 s           2.5 s              2.5 s",
            "latency (median)   250 µs            3 µs               3 µs",
            "",
            "Next: --set split.repeats=5 says whether it also helps with other test samples and"
                + " another teacher."),
        text(0.01, 0.07, 80).lines().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0.99, -0.01, 0.07, 'more seeds make it narrower: --set seeds=[1,2,3,4,5,6,7,8,9,10]'",
    "16, 0.99, -0.01, 0.07, the interval includes 0 even with 16 seeds; try other temperatures",
    "1, 0.99, NaN, NaN, 'several seeds give a confidence interval: --set seeds=[1,2,3,4,5]'",
    "5, 0.80, -0.01, 0.07, look for a better teacher",
    "5, 0.99, -0.07, -0.01, try other temperatures and weights",
    "5, 0.80, -0.07, -0.01, look for a better teacher"
  })
  void whatToTryNextFollowsFromTheFigures(
      int count, double taught, double low, double high, String next) {
    seeds = count;
    teacher = taught;
    String text = text(low, high, 80);
    assertTrue(text.contains(next), text);
  }

  @Test
  void ofThousandsOfClassesSomeAreShown() {
    classes = 10_000;
    List<String> lines = text(0.01, 0.07, 80).lines().toList();
    assertTrue(lines.size() < 60, lines.size() + " lines");
    assertTrue(lines.contains("(9,971 more are in result.json)"), lines.toString());
  }

  @Test
  void aTeacherThatIsNoNetworkHasNoParameters() {
    teacherParameters = 0;
    List<String> lines = text(0.01, 0.07, 80).lines().toList();
    assertTrue(
        lines.contains("parameters              –           1,000              1,000"),
        lines.toString());
    assertTrue(
        lines.contains("size                    –          4.0 kB             4.0 kB"),
        lines.toString());
  }

  @Test
  void whatOlderVersionsHaveNotWrittenIsLeftOut() {
    assertEquals("", Summary.of("{}", 80));
    assertEquals(
        List.of(
            "Gain: +0.2500 of accuracy (without a confidence interval: none was found): cannot tell"
                + " whether distillation helped.",
            "",
            "Test samples, head 'y', one seed",
            "               teacher  student alone  student distilled",
            "accuracy                       0.5000             0.7500",
            "parameters                          –                  –",
            "size                                –                  –",
            "training time",
            "",
            "Next: several seeds give a confidence interval: --set seeds=[1,2,3,4,5]"),
        Summary.of(
                """
                {"students": [{"arm": "alone", "test": {"y": {"accuracy": 0.5}}},
                  {"arm": "distilled", "test": {"y": {"accuracy": 0.75}}}],
                 "comparisons": [{"head": "y", "score": "accuracy", "gain": 0.25}]}
                """,
                80)
            .lines()
            .toList());
  }

  @Test
  void namesCannotControlTheTerminal() {
    String text =
        Summary.of(
            """
            {"students": [{"arm": "alone", "test": {"y\u001b[31m": {"f\u001b[2J\u202e": 1}}}],
             "comparisons": [{"head": "y\u001b[31m", "score": "f", "gain": 1}],
             "warnings": [{"place": "\u001b", "sentence": "\u0007"}]}
            """,
            80);
    assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    assertTrue(text.indexOf(0x202E) < 0, text);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 80, 160})
  void rowsFitTheWidth(int width) {
    classes = 3;
    seeds = 200;
    text(0.01, 0.07, width)
        .lines()
        // Sentences are broken by whoever prints them.
        .filter(line -> !line.contains(": distillation") && !line.startsWith("Test samples"))
        .filter(line -> !line.startsWith("Next: "))
        .forEach(line -> assertTrue(TextWidth.of(line) <= Math.min(80, width), line));
  }

  private String text(double low, double high, int width) {
    List<ArmResult> students = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      students.add(arm(ArmResult.ALONE, seed, 0.9, 1000));
      students.add(arm(ArmResult.DISTILLED, seed, 0.94, 1000));
    }
    Gain gain = new Gain("accuracy", Unit.SHARE, true, 0.04, low, high, 4, Optional.empty());
    RunResult result =
        new RunResult(
            "x",
            URI.create("file:///runs/x"),
            List.of(arm(ArmResult.TEACHER, 0, teacher, teacherParameters)),
            students,
            List.of(
                new Comparison(
                    "label",
                    Comparison.Method.CROSSED_SEEDS,
                    1,
                    seeds,
                    100,
                    true,
                    gain,
                    List.of())),
            1,
            null,
            List.of(),
            List.of(),
            Map.of(),
            Map.of(ArmResult.TEACHER, 250e-6, ArmResult.ALONE, 3e-6, ArmResult.DISTILLED, 3e-6));
    return Retort.summary(result, width);
  }

  private ArmResult arm(String name, long seed, double accuracy, long parameters) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("accuracy", new Figure(accuracy, Unit.SHARE, true));
    for (int i = 0; i < classes; i++) {
      figures.put(
          "recall of " + "a class with a long name ".repeat(12) + i,
          new Figure(0.5, Unit.SHARE, true));
    }
    Map<String, Metrics> test = Map.of("label", new Metrics("accuracy", figures));
    return new ArmResult(
        name,
        1,
        seed,
        test,
        test,
        name.equals(ArmResult.TEACHER) ? Map.of() : Map.of("label", 0.8),
        Map.of(),
        Map.of(),
        parameters,
        100,
        2.5);
  }
}
