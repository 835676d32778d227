package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.EpochReport.TermReport;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events as a program reads them. */
class JsonProgressTest {
  private final StringWriter out = new StringWriter();
  private final JsonProgress progress = new JsonProgress(new PrintWriter(out));

  @Test
  void theLastStepsOfATrainingAreAlsoItsEnd() throws IOException {
    progress.steps(new StepReport("distilled", 3, "train", 0, 1200));
    progress.steps(new StepReport("distilled", 3, "train", 1200, 1200));
    assertEquals(List.of("steps", "steps", "training-finished"), names());
    Map<String, Object> steps = events().get(1);
    assertEquals("distilled", steps.get("training"));
    assertEquals(3, steps.get("seed"));
    assertEquals(1200, steps.get("step"));
    assertEquals(1200, steps.get("steps"));
  }

  @Test
  void anEpochHasItsTermsAndFigures() throws IOException {
    progress.epoch(
        new EpochReport(
            "distilled",
            3,
            "train",
            2,
            40,
            1200,
            Map.of("student", List.of(new TermReport("hard", 0.5, 0.25, 2))),
            Map.of("digit", new Metrics("accuracy", Map.of("accuracy", share(0.95)))),
            1.5));
    Map<String, Object> epoch = events().get(0);
    assertEquals("epoch", epoch.get("event"));
    assertEquals(
        Map.of(
            "student",
            List.of(Map.of("name", "hard", "weight", 0.5, "value", 0.25, "gradient-norm", 2.0))),
        epoch.get("terms"));
    assertEquals(Map.of("digit", Map.of("accuracy", 0.95)), epoch.get("validation"));
    assertEquals(1.5, epoch.get("epoch-seconds"));
  }

  @Test
  void whatIsNotFiniteIsNull() throws IOException {
    progress.epoch(
        new EpochReport(
            "alone",
            3,
            "train",
            2,
            40,
            1200,
            Map.of("student", List.of(new TermReport("hard", 0.5, Double.NaN, 2))),
            Map.of(),
            1.5));
    Map<?, ?> terms = (Map<?, ?>) events().get(0).get("terms");
    assertNull(((Map<?, ?>) ((List<?>) terms.get("student")).get(0)).get("value"));
  }

  /** Markup and line breaks of the data stay within the object's one line. */
  @Test
  void allElseIsALineToo() throws IOException {
    progress.phase(new PhaseReport("Reading \"a\n\u2028b\".csv", 5, 0, false));
    progress.warning(new Warning("few-steps", "student", "<b>{}\nmore"));
    progress.message("x\ny");
    assertEquals(List.of("phase", "warning", "message"), names());
    assertEquals(3, out.toString().lines().count());
    assertEquals("Reading \"a\n\u2028b\".csv", events().get(0).get("name"));
    assertEquals(false, events().get(0).get("over"));
    assertEquals("<b>{}\nmore", events().get(1).get("sentence"));
    assertEquals("x\ny", events().get(2).get("text"));
    for (Map<String, Object> event : events()) {
      assertTrue(event.get("seconds") instanceof Double, event.toString());
    }
  }

  private static Figure share(double value) {
    return new Figure(value, Unit.SHARE, true);
  }

  private List<String> names() throws IOException {
    return events().stream().map(event -> (String) event.get("event")).toList();
  }

  private List<Map<String, Object>> events() throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      events.add(JSON.std.mapFrom(line));
    }
    return events;
  }
}
