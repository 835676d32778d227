package io.retort.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepSummaryTest {

  private static String sweep(String... candidates) {
    return """
    {"name": "swept", "head": "y", "score": "accuracy", "higher-is-better": true,
     "units": {"y": {"accuracy": "share"}}, "seeds": [1, 2], "rungs": [[%s]]}
    """
        .formatted(String.join(",", candidates));
  }

  private static String candidate(int number, String temperature, String figures) {
    return """
    {"rung": 1, "candidate": %d, "values": {"strategy.temperature": %s, "split.labelled": 20},
     "steps": 100, %s}\
    """
        .formatted(number, temperature, figures);
  }

  @Test
  void candidatesAreRowsInTheirOrder() {
    assertEquals(
        List.of(
            "Validation samples, head 'y', 100 steps; mean ± standard deviation over 2 seeds",
            "             strategy.temperature  split.labelled        accuracy",
            "candidate 2                     4              20  80.00% ± 1.00%",
            "candidate 1                     2              20          70.00%",
            "candidate 3                     8              20        diverged"),
        Summary.of(
                sweep(
                    candidate(2, "4", "\"mean\": 0.8, \"deviation\": 0.01"),
                    candidate(1, "2", "\"mean\": 0.7, \"deviation\": null"),
                    candidate(3, "8", "\"mean\": null, \"diverged\": true")))
            .lines()
            .toList());
  }

  @Test
  void ofManyCandidatesTheBestAreShown() {
    String[] many =
        IntStream.rangeClosed(1, 5000)
            .mapToObj(number -> candidate(number, "1", "\"mean\": 0.5, \"deviation\": 0"))
            .toArray(String[]::new);
    List<String> lines = Summary.of(sweep(many)).lines().toList();
    assertEquals(103, lines.size());
    assertEquals("(4,900 more are in table.csv)", lines.get(102));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"name\": 3, \"students\": 5, \"warnings\": 1, \"teacher\": []}",
        "{\"rungs\": 1}",
        "{\"rungs\": [3, {}, []]}",
        "{\"comparisons\": [1, {}], \"students\": [{\"arm\": 3}], \"teachers-of-repeats\": {}}"
      })
  void aSummaryIsMadeOfWhateverIsThere(String result) {
    String text = Summary.of(result);
    assertTrue(text.endsWith("\n"));
    assertEquals(
        text, text.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n")));
  }
}
