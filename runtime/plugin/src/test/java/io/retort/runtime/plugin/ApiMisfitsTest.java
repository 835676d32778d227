package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.runtime.fixtures.SchedulePlugin;
import io.retort.testkit.jar.SourceJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that were compiled against an API that this one is not. */
class ApiMisfitsTest {
  private static final String WARN = "no io.retort.core.RetortException.warn(int[])";

  @TempDir private Path folder;
  private Path other;

  /** Has a class, a constructor, a method and a field that Retort has not, and lacks a method. */
  @BeforeEach
  void compileAnotherApi() {
    other =
        new SourceJar()
            .source(
                "io.retort.core.optimizer.Momentum",
                "package io.retort.core.optimizer; public class Momentum {}")
            .source(
                "io.retort.core.optimizer.Schedule",
                "package io.retort.core.optimizer; public interface Schedule {}")
            .source(
                "io.retort.core.RetortException",
                "package io.retort.core; public class RetortException extends RuntimeException {"
                    + " public RetortException(int code, String text) {} public int code; "
                    + " public static String warn(int[] codes) { return null; } }")
            .source(
                "io.retort.core.network.DropoutMask",
                "package io.retort.core.network; public class DropoutMask {"
                    + " public DropoutMask() {} }")
            .write(folder.resolve(".stub/api.jar"));
  }

  private List<PluginCatalog> catalogs() {
    return List.of(catalog(HostModules.here()), catalog(Optional.empty()));
  }

  private PluginCatalog catalog(Optional<HostModules> host) {
    FoundPlugins found = new FoundPlugins();
    new FolderScan(List.of(folder), host).into(found);
    return new PluginCatalog(found, false);
  }

  /** A plugin as a module, with expressions for its name and its schedule. */
  private void plugin(String name, String schedule) {
    new SourceJar()
        .source(
            "com.acme.Old",
            """
            package com.acme;
            import io.retort.core.RetortException;
            import io.retort.core.optimizer.*;
            import io.retort.core.plugin.Context;
            public final class Old implements ScheduleProvider<Old.Settings> {
              public record Settings() {}
              @Override public String name() { return %s; }
              @Override public Class<Settings> configuration() { return Settings.class; }
              @Override public Schedule create(Settings settings, Context context) {
                return %s;
              }
              static class Steady implements Schedule {
                @Override public String toString() { return RetortException.warn(null); }
              }
            }
            """
                .formatted(name, schedule))
        .manifest("Automatic-Module-Name", "com.acme")
        .service(ScheduleProvider.class, "com.acme.Old")
        .with(other)
        .api()
        .write(folder.resolve("acme.jar"));
  }

  private static Schedule schedule(PluginCatalog catalog) {
    return InPluginFolder.schedule(catalog.get(PluginKind.SCHEDULE, "old"));
  }

  @Test
  void allThatIsMissingIsListed() {
    Path needs =
        new SourceJar()
            .source(
                "com.acme.Needs",
                """
                package com.acme;
                import io.retort.core.RetortException;
                public class Needs {
                  Object momentum() { return new io.retort.core.optimizer.Momentum(); }
                  Object mask() { return new io.retort.core.network.DropoutMask(); }
                  void fail() { RetortException.warn(null); throw new RetortException(1, "x"); }
                  int code(RetortException it) { return it.code + it.getMessage().length(); }
                }
                """)
            .with(other)
            .write(folder.resolve("needs.jar"));
    assertEquals(
        List.of(
            "no io.retort.core.RetortException.<init>(int, String)",
            "no io.retort.core.RetortException.code",
            WARN,
            // It is there, but not for others.
            "no io.retort.core.network.DropoutMask.<init>()",
            "no io.retort.core.optimizer.Momentum"),
        ApiMisfits.of(List.of(needs)));
  }

  @Test
  void classesThatFitTheApiNeedNothing() {
    Path jar = SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme.jar"));
    assertEquals("", ApiMisfits.in(List.of(jar)));
  }

  @Test
  void aProviderThatCannotSayItsNameIsReportedWithTheList() {
    plugin("RetortException.warn(null)", "null");
    for (PluginCatalog catalog : catalogs()) {
      assertEquals(1, catalog.problems().size());
      String problem = catalog.problems().get(0).toString();
      assertTrue(
          problem.contains(
              "the method 'java.lang.String io.retort.core.RetortException.warn(int[])' is"
                  + " missing"),
          problem);
      assertTrue(
          problem.contains("It does not fit this Retort's API: com.acme.Old$Steady"), problem);
      assertTrue(problem.contains(WARN), problem);
    }
  }

  @Test
  void aPluginThatCannotBeMadeIsRefusedWithTheList() {
    plugin("\"old\"", "(Schedule) (Object) RetortException.warn(null)");
    for (PluginCatalog catalog : catalogs()) {
      String message = assertThrows(RuntimeException.class, () -> schedule(catalog)).getMessage();
      assertTrue(message.contains("does not fit the libraries at hand"), message);
      assertTrue(message.contains(WARN), message);
    }
  }

  @Test
  void aMethodThatAPluginDoesNotHaveIsNamedWhereItIsMissed() {
    plugin("\"old\"", "new Steady()");
    for (PluginCatalog catalog : catalogs()) {
      Schedule schedule = schedule(catalog);
      LinkageError stumble = assertThrows(LinkageError.class, () -> schedule.factor(0, 1));
      RetortException explained = catalog.explain(stumble);
      assertSame(stumble, explained.getCause());
      assertTrue(
          explained
              .getMessage()
              .startsWith(
                  "The plugin 'acme' of "
                      + folder.resolve("acme.jar")
                      + " failed. It does not fit this Retort's API: com.acme.Old$Steady has no"
                      + " factor(long, long) of io.retort.core.optimizer.Schedule, "
                      + WARN),
          explained.getMessage());
    }
  }

  @Test
  void anErrorThatNoPluginExplainsStaysWhatItIs() {
    LinkageError own = new LinkageError("a defect");
    assertSame(own, assertThrows(LinkageError.class, () -> catalog(Optional.empty()).explain(own)));
  }
}
