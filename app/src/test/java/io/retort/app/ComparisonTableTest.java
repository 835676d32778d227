package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.report.text.TextWidth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTableTest {

  private static ComparedHead.Run run(
      String folder, double distilled, Optional<Gain> gain, Optional<String> unpaired) {
    return new ComparedHead.Run(
        Path.of(folder),
        "x",
        Double.NaN,
        List.of(0.9, 0.92),
        List.of(distilled, distilled + 0.02),
        10,
        gain,
        unpaired);
  }

  private static Gain gain(double low, double high) {
    return new Gain("accuracy", Unit.SHARE, true, 0.03, low, high, 4, Optional.empty());
  }

  private static List<String> lines(int width) {
    return new ComparisonTable(
            new ComparedHead(
                "label",
                "accuracy",
                Unit.SHARE,
                true,
                List.of(
                    run("/runs/digits/first", 0.93, Optional.empty(), Optional.empty()),
                    run(
                        "/runs/digits/second",
                        0.96,
                        Optional.of(gain(0.01, 0.05)),
                        Optional.empty()),
                    run(
                        "/runs/digits/" + "a long name".repeat(10),
                        0.96,
                        Optional.empty(),
                        Optional.of("other test samples")))))
        .lines(width);
  }

  @Test
  void runsAreRowsAndGainsFollow() {
    assertEquals(
        List.of(
            "Test accuracy of the head 'label', mean ± standard deviation over the seeds",
            "                                         teacher  students alone       distilled",
            "1  digits/first                                –  91.00% ± 1.41%  94.00% ± 1.41%",
            "2  digits/second                               –  91.00% ± 1.41%  97.00% ± 1.41%"),
        lines(80).subList(0, 4).stream().toList());
  }

  @Test
  void whatCannotBePairedSaysWhy() {
    List<String> lines = lines(80);
    assertEquals(
        List.of(
            "Distilled students, compared with those of run 1:",
            "2  +3.00 points, 95% interval +1.00 to +5.00: better",
            "3  not paired: other test samples"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 80})
  void rowsFitTheWidth(int width) {
    List<String> lines = lines(width);
    for (String row : lines.subList(1, lines.indexOf(""))) {
      assertTrue(TextWidth.of(row) <= width, row);
    }
  }
}
