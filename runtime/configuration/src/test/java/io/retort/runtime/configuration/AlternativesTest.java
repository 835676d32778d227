package io.retort.runtime.configuration;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternativesTest {

  record Sweep(Map<String, Alternatives> vary) {}

  record Student(int units, double rate) {}

  private static List<String> texts(String written) {
    return alternatives(written).values().stream().map(Object::toString).toList();
  }

  private static Alternatives alternatives(String written) {
    return ConfigurationBinder.withoutPlugins()
        .bind(Sweep.class, ConfigurationDocument.parse("s.yaml", "vary: {units: " + written + "}"))
        .value()
        .vary()
        .get("units");
  }

  @Test
  void aListIsTakenAsItIs() {
    assertEquals(
        List.of("1", "0.50", "adam", "'1'", "{kind: sgd, rate: [1, 2]}"),
        texts("[1, 0.50, adam, '1', {kind: sgd, rate: [1, 2]}]"));
  }

  @Test
  void numbersHaveEqualDistances() {
    assertEquals(
        List.of("0.1", "0.3", "0.5", "0.7", "0.9"), texts("{from: 0.1, to: 0.9, count: 5}"));
    assertEquals(List.of("10", "20", "30"), texts("{from: 10, to: 30, count: 3}"));
  }

  @Test
  void logarithmicNumbersHaveEqualProportions() {
    assertEquals(List.of("16", "4", "1"), texts("{from: 16, to: 1, count: 3, scale: logarithmic}"));
    assertEquals(
        List.of("0.001", "0.01", "0.1"),
        texts("{from: 0.001, to: 0.1, count: 3, scale: logarithmic}"));
  }

  @Test
  void plainDataHasNumbersFlagsAndText() {
    List<Object> plain =
        alternatives("[1, 0.5, true, adam, '1', {a: [2]}]").values().stream()
            .map(WrittenValue::plain)
            .toList();
    assertEquals(List.of(1L, 0.5, true, "adam", "1", Map.of("a", List.of(2L))), plain);
  }

  @Test
  void oneValueIsAList() {
    assertEquals("[4]", alternatives("4").values().toString());
  }

  @Test
  void whatCannotBeTriedIsRefused() {
    assertRefused(() -> alternatives("~"), "expected a list of values, or {from:");
    assertRefused(() -> alternatives("[]"), "at least one");
    assertRefused(() -> alternatives("[1, 2, 1]"), "none of them twice");
    assertRefused(
        () -> alternatives("{from: 0, to: 1, count: 3, scale: logarithmic}"), "must be above 0");
  }

  @Test
  void aWrongValueIsReportedWhereItWasWritten() {
    ConfigurationDocument changed =
        ConfigurationDocument.parse("e.yaml", "{units: 3, rate: 0.1}")
            .with("units", alternatives("[1, many]").values().get(1));

    String message =
        assertThrows(
                ConfigurationException.class,
                () -> ConfigurationBinder.withoutPlugins().bind(Student.class, changed))
            .getMessage();

    assertEquals("s.yaml:1:19: units: expected a whole number, found 'many'", message);
  }
}
