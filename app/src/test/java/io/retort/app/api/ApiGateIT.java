package io.retort.app.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.plugin.ApiVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate lets through what plugins do not notice, and nothing else. */
class ApiGateIT {
  private static final ApiVersion ONE = new ApiVersion(1, 0);
  private static final ApiVersion NEXT = new ApiVersion(1, 1);
  private static final ApiVersion TWO = new ApiVersion(2, 0);
  private static final String API =
      """

      package com.acme;

      public interface Spi {
        double evaluate(double[] values, java.util.List<String> names);
        default String unit() { throw new Error(); }
      }

      public record Point(int x, int y) {
        public static Point zero() { throw new Error(); }
      }

      public abstract class Base {
        public Base() { throw new Error(); }
        protected void open() { throw new Error(); }
        public void shut() { throw new Error(); }
      }
      """;

  @TempDir private Path folder;

  private ApiChanges changes(String part, String other) {
    assertTrue(API.contains(part), part);
    return ApiChanges.between(
        new ApiText(ONE, API).compile(folder.resolve("before.jar")),
        new ApiText(ONE, API.replace(part, other)).compile(folder.resolve("after.jar")));
  }

  private void assertBreaks(String part, String other, String... breaks) {
    ApiChanges changes = changes(part, other);
    assertEquals(Set.of(breaks), changes.breaks());
    assertFalse(ApiGate.problems(changes, ONE, NEXT, List.of()).isEmpty());
    assertEquals(List.of(), ApiGate.problems(changes, ONE, TWO, List.of()));
  }

  private void assertAddition(String part, String other) {
    ApiChanges changes = changes(part, other);
    assertEquals(Set.of(), changes.breaks());
    assertEquals(
        List.of("The API is not that of version 1.0 any more; the next one is 1.1"),
        ApiGate.problems(changes, ONE, ONE, List.of()));
    assertEquals(List.of(), ApiGate.problems(changes, ONE, NEXT, List.of()));
  }

  @Test
  void noChangeAtAllNeedsNothing() {
    ApiChanges none = changes("open", "open");
    assertEquals(List.of(), ApiGate.problems(none, ONE, ONE, List.of()));
    assertEquals(
        List.of("The version of the API went from 1.1 back to 1.0"),
        ApiGate.problems(none, NEXT, ONE, List.of()));
  }

  @Test
  void beforeTheFirstStableReleaseAnyChangeIsAnotherMinorVersion() {
    ApiVersion first = new ApiVersion(0, 1);
    ApiVersion second = new ApiVersion(0, 2);
    ApiChanges addition = changes("void open()", "void open(int count) {} protected void open()");
    assertEquals(
        List.of("The API is not that of version 0.1 any more; the next one is 0.2"),
        ApiGate.problems(addition, first, first, List.of()));
    assertEquals(List.of(), ApiGate.problems(addition, first, second, List.of()));
    ApiChanges gone = changes("  public void shut() { throw new Error(); }\n", "");
    assertFalse(ApiGate.problems(gone, first, first, List.of()).isEmpty());
    assertEquals(List.of(), ApiGate.problems(gone, first, second, List.of()));
    assertEquals(
        List.of("The version of the API went from 0.2 back to 0.1"),
        ApiGate.problems(gone, second, first, List.of()));
  }

  @Test
  void aMethodThatIsGone() {
    assertBreaks(
        "  public void shut() { throw new Error(); }\n", "", "METHOD_REMOVED com.acme.Base.shut()");
  }

  @Test
  void aComponentOfARecordThatIsAnother() {
    assertBreaks(
        "int y",
        "long y",
        "CONSTRUCTOR_REMOVED com.acme.Point.Point(int, int)",
        "METHOD_RETURN_TYPE_CHANGED com.acme.Point.y()");
  }

  @Test
  void aMethodThatPluginsDoNotHaveYet() {
    assertBreaks(
        "default String unit() { throw new Error(); }",
        "default String unit() { throw new Error(); } void close();",
        "METHOD_ADDED_TO_INTERFACE com.acme.Spi.close()");
    assertBreaks(
        "protected void open()",
        "public abstract void more(); protected void open()",
        "METHOD_ABSTRACT_ADDED_TO_CLASS com.acme.Base.more()");
  }

  @Test
  void whatFewerMaySee() {
    assertBreaks(
        "public void shut", "protected void shut", "METHOD_LESS_ACCESSIBLE com.acme.Base.shut()");
    assertBreaks("protected void open", "void open", "METHOD_LESS_ACCESSIBLE com.acme.Base.open()");
  }

  @Test
  void otherTypeArguments() {
    assertBreaks(
        "List<String>",
        "List<Integer>",
        "METHOD_PARAMETER_GENERICS_CHANGED com.acme.Spi.evaluate(double[], java.util.List)");
  }

  @Test
  void additionsThatPluginsDoNotNotice() {
    assertAddition("public void shut()", "public void more() {} public void shut()");
    assertAddition(
        "default String unit()", "default String more() { return null; } default String unit()");
    assertAddition(
        "public record Point", "public record Line(Point a, Point b) {}\npublic record Point");
  }

  @Test
  void anExceptionNeedsAReasonAndAChange() {
    ApiChanges changes = changes("public void shut", "protected void shut");
    String change = "METHOD_LESS_ACCESSIBLE com.acme.Base.shut()";
    assertEquals(
        List.of(),
        ApiGate.problems(
            changes, ONE, NEXT, List.of("# comment", "", change + ": nobody could call it")));
    assertEquals(
        List.of("The exception '" + change + "' has no reason; write it after a colon"),
        ApiGate.problems(changes, ONE, NEXT, List.of(change)).subList(0, 1));
    assertEquals(
        List.of("The exception 'METHOD_REMOVED a.B.c()' is about no change; remove it"),
        ApiGate.problems(
            changes,
            ONE,
            NEXT,
            List.of(change + ": nobody could call it", "METHOD_REMOVED a.B.c(): gone")));
  }
}
