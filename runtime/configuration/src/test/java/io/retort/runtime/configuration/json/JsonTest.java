package io.retort.runtime.configuration.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** What a record holds; Jackson may only look into packages that are opened to it. */
  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /** Every way in which a record can hold a number. */
  private static Map<String, Object> numbers(
      double one, Double two, float three, Float four, double[] five, List<Double> six, int seven) {
    return object(
        "one", one, "two", two, "three", three, "four", four, "five", five, "six", six, "seven",
        seven);
  }

  private static Map<String, Object> reasoned(
      double gain, List<Double> interval, Map<String, String> undefined) {
    return object("gain", gain, "interval95", interval, "undefined", undefined);
  }

  @Test
  void whatIsNotFiniteIsNullWithTheReasonBesideIt() {
    assertEquals(
        """
        {"one":null,"two":null,"three":null,"four":null,"five":[1.0,null],"six":[null],"seven":7,\
        "undefined":{"five":"infinite","four":"not a number","one":"not a number",\
        "six":"not a number","three":"minus infinite","two":"infinite"}}\
        """,
        Json.line(
            numbers(
                NAN,
                INFINITE,
                Float.NEGATIVE_INFINITY,
                Float.NaN,
                new double[] {1, INFINITE},
                List.of(NAN),
                7)));
  }

  @Test
  void finiteNumbersAreWrittenAsTheyAre() {
    assertEquals(
        """
        {"one":0.1,"two":1.0E300,"three":0.1,"four":-0.0,"five":[],"six":[2.0],"seven":7}\
        """,
        Json.line(numbers(0.1, 1e300, 0.1f, -0f, new double[0], List.of(2.0), 7)));
  }

  @Test
  void theReasonThatARecordGivesIsKept() {
    assertEquals(
        """
        {"all":[\
        {"gain":1.0,"interval95":[null,null],"undefined":{"interval95":"one seed"}},\
        {"gain":null,"interval95":[1.0],"undefined":{"gain":"not a number"}},\
        {"gain":2.0,"interval95":[]}]}\
        """,
        Json.line(
            object(
                "all",
                List.of(
                    reasoned(1, List.of(NAN, NAN), Map.of("interval95", "one seed")),
                    reasoned(NAN, List.of(1.0), Map.of()),
                    reasoned(2, List.of(), Map.of())))));
  }

  private record OfHead(String score, Map<String, Double> figures, Map<String, String> undefined) {}

  @Test
  void figuresOfARecordHaveItsReasons() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rmse", 1.5);
    figures.put("r2", NAN);

    assertEquals(
        """
        {"score":"rmse","figures":{"rmse":1.5,"r2":null},"undefined":{"r2":"no variance"}}\
        """,
        Json.line(new OfHead("rmse", figures, Map.of("r2", "no variance"))));
  }

  @Test
  void nothingIsNoRecord() {
    for (String text : List.of("null", "", "[]", "5")) {
      assertThrows(IOException.class, () -> Json.read(text, OfHead.class), text);
    }
  }

  @Test
  void noTextStandsForANumberInSeveralLinesEither() {
    String pretty = Json.pretty(Map.of("value", NAN));

    assertFalse(pretty.contains("NaN"), pretty);
    assertTrue(pretty.contains("\"value\" : null"), pretty);
    assertTrue(pretty.contains("\"value\" : \"not a number\""), pretty);
  }
}
