package io.retort.app.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.retort.app.Distribution;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the architecture finds a class that breaks it. */
class PlantedViolationsIT {
  @TempDir private static Path folder;
  private static JavaClasses classes;
  private static List<String> violations;

  @BeforeAll
  static void plant() throws IOException {
    Path lib = Distribution.jars().get(0).getParent();
    List<Path> libraries;
    try (Stream<Path> files = Files.list(lib)) {
      libraries = files.sorted().toList();
    }
    Path planted =
        new SourceJar()
            .source(
                "io.retort.core.loss.Wired",
                """
                package io.retort.core.loss;
                public interface Wired extends com.google.inject.Module {
                  org.nd4j.linalg.api.ndarray.INDArray array();
                }
                """)
            .source(
                "io.retort.losses.Neighbourly",
                """
                package io.retort.losses;
                class Neighbourly { Class<?>[] known = {io.retort.strategies.Joint[].class}; }
                """)
            .source(
                "io.retort.strategies.Joint",
                """
                package io.retort.strategies;
                public class Joint { Object mapper = new com.fasterxml.jackson.databind.ObjectMapper(); }
                """)
            .source(
                "io.retort.runtime.one.Here",
                """
                package io.retort.runtime.one;
                public class Here { public static int next() { return io.retort.runtime.two.There.next(); } }
                """)
            .source(
                "io.retort.runtime.two.There",
                """
                package io.retort.runtime.two;
                public class There { public static int next() { return io.retort.runtime.one.Here.next(); } }
                """)
            .source(
                "io.retort.losses.First",
                """
                package io.retort.losses;
                class First { Second.Part part; }
                """)
            .source(
                "io.retort.losses.Second",
                """
                package io.retort.losses;
                class Second { static class Part { Third[] next; } }
                """)
            .source(
                "io.retort.losses.Third",
                """
                package io.retort.losses;
                class Third { static boolean is(Object other) { return other instanceof First; } }
                """)
            .source(
                "io.retort.losses.Shown",
                """
                package io.retort.losses;
                public interface Shown {
                  static Shown of() { return new Hidden(); }
                  static ShownBuilder builder() { return new ShownBuilder(); }
                }
                """)
            .source(
                "io.retort.losses.Hidden",
                """
                package io.retort.losses;
                class Hidden implements Shown {}
                """)
            .source(
                "io.retort.losses.ShownBuilder",
                """
                package io.retort.losses;
                public class ShownBuilder { Shown build() { return Shown.of(); } }
                """)
            .source(
                "io.retort.optimizers.Remembering",
                """
                package io.retort.optimizers;
                import java.util.*;
                class Remembering {
                  static int steps;
                  static final double[] SHARED = {1};
                  static final Map<String, String> SEEN = new HashMap<>();
                  static final StringBuilder LOG = new StringBuilder();
                  static final Counter COUNTER = new Counter();
                  static final Cell CELL = new Counter();
                  static final ThreadLocal<String> RUN = new ThreadLocal<>();
                  interface Cell {}
                  static class Counter implements Cell { int count; }
                }
                """)
            .source(
                "io.retort.optimizers.Collecting",
                """
                package io.retort.optimizers;
                import java.util.*;
                import java.util.stream.*;
                class Collecting {
                  static class Called { static final List<String> LATER = later(); }
                  static class Streamed {
                    static final Set<String> SET = Stream.of("a").collect(Collectors.toSet());
                  }
                  static class Fine { static final List<String> FIXED = Stream.of("a").toList(); }
                  static List<String> later() { return new ArrayList<>(); }
                }
                """)
            .source(
                "io.retort.core.training.Favourite",
                """
                package io.retort.core.training;
                class Favourite {
                  boolean is(String kind) { return switch (kind) { case "adamw" -> true; default -> false; }; }
                }
                """)
            .with(libraries.toArray(Path[]::new))
            .write(folder.resolve("planted.jar"));
    classes = Architecture.program(planted);
    violations = new ArrayList<>();
    for (ArchRule rule : Architecture.rules()) {
      violations.addAll(rule.evaluate(classes).getFailureReport().getDetails());
    }
  }

  private static void assertFound(String... parts) {
    assertTrue(
        violations.stream().anyMatch(found -> Stream.of(parts).allMatch(found::contains)),
        () -> String.join(" … ", parts) + " is not among\n" + String.join("\n", violations));
  }

  @Test
  void anSpiThatKnowsGuiceOrDl4j() {
    assertFound("io.retort.core.loss.Wired", "com.google.inject.Module");
    assertFound("io.retort.core.loss.Wired", "org.nd4j.linalg.api.ndarray.INDArray");
  }

  @Test
  void aPluginThatKnowsAnotherModuleOfPlugins() {
    assertFound("io.retort.losses.Neighbourly", "io.retort.strategies.Joint");
  }

  @Test
  void aLibraryWhereItDoesNotBelong() {
    assertFound("io.retort.strategies.Joint", "com.fasterxml.jackson.databind.ObjectMapper");
  }

  @Test
  void packagesInACircle() {
    assertFound("Cycle detected", "io.retort.runtime.one", "io.retort.runtime.two");
  }

  @Test
  void classesInARing() {
    assertFound(
        "A ring of classes",
        "io.retort.losses.First uses Second",
        "io.retort.losses.Second uses Third",
        "io.retort.losses.Third uses First");
    assertTrue(violations.stream().noneMatch(found -> found.contains("io.retort.losses.Shown")));
  }

  @Test
  void anExceptionThatIsNoneAnyMore() {
    String needed = "io.retort.losses.Third > io.retort.losses.First";
    String unused = "io.retort.losses.First > io.retort.losses.Third";
    String straight = "io.retort.losses.Hidden > io.retort.losses.Shown";
    List<String> found =
        ClassRings.rule(Map.of(needed, "a", unused, "b", straight, "c"))
            .evaluate(classes)
            .getFailureReport()
            .getDetails();
    assertTrue(found.contains("No exception is needed any more for " + unused));
    assertTrue(found.contains("No exception is needed any more for " + straight));
    assertTrue(found.stream().noneMatch(each -> each.contains(needed)));
    assertTrue(found.stream().noneMatch(each -> each.contains("First uses Second")));
  }

  @Test
  void staticFieldsThatChangeOrWhoseObjectsDo() {
    for (String field : List.of("steps", "SHARED", "SEEN", "LOG", "COUNTER", "CELL", "RUN")) {
      assertFound("io.retort.optimizers.Remembering." + field + ">", "is not a constant");
    }
    assertFound("Collecting$Called.LATER> is not a constant");
    assertFound("Collecting$Streamed.SET> is not a constant");
    assertTrue(violations.stream().noneMatch(found -> found.contains("Collecting$Fine")));
  }

  @Test
  void aStaticFieldThatNeedsNoExceptionAnyMore() {
    String fields = "io.retort.optimizers.";
    List<String> found =
        StaticState.rule(
                Map.of(
                    fields + "Remembering.steps",
                    "a",
                    fields + "Collecting$Fine.FIXED",
                    "b",
                    fields + "Remembering.gone",
                    "c"))
            .evaluate(classes)
            .getFailureReport()
            .getDetails();
    String unneeded = "No exception is needed any more for " + fields;
    assertTrue(found.contains(unneeded + "Collecting$Fine.FIXED"));
    assertTrue(found.contains(unneeded + "Remembering.gone"));
    assertTrue(found.stream().noneMatch(each -> each.contains("Remembering.steps")));
  }

  @Test
  void aSwitchOverTheNamesOfPlugins() {
    assertFound("io.retort.core.training.Favourite knows the plugins [adamw]");
  }

  @Test
  void anotherMeaningThatIsNoneAnyMore() {
    List<String> found =
        PluginNames.rule(
                Architecture.catalog(),
                Map.of(
                    "io.retort.core.training.Favourite",
                    Set.of("adamw", "sgd"),
                    "io.retort.core.training.Gone",
                    Set.of("adam")))
            .evaluate(classes)
            .getFailureReport()
            .getDetails();
    String unneeded = "No exception is needed any more for ";
    assertTrue(found.contains(unneeded + "[sgd] in io.retort.core.training.Favourite"));
    assertTrue(found.contains(unneeded + "[adam] in io.retort.core.training.Gone"));
    assertTrue(found.stream().noneMatch(each -> each.contains("adamw")));
  }
}
