package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.fixtures.Broken;
import io.retort.runtime.fixtures.Losses;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.fixtures.Optimizers;
import io.retort.runtime.fixtures.Teachers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginCatalogTest {

  private static List<String> names(List<PluginEntry> entries) {
    return entries.stream().map(entry -> entry.kind().displayName() + " " + entry.name()).toList();
  }

  private static String lookupError(PluginCatalog catalog, PluginKind kind, String name) {
    return assertThrows(RetortException.class, () -> catalog.get(kind, name)).getMessage();
  }

  @Test
  void everyKindHasItsServiceDeclared() {
    Module runtime = PluginKind.class.getModule();
    assertTrue(runtime.isNamed());
    for (PluginKind kind : PluginKind.values()) {
      assertTrue(runtime.canUse(kind.provider()), kind::displayName);
      assertEquals(Optional.of(kind), PluginKind.ofProduct(kind.product()));
      assertEquals(kind, PluginKind.parse(kind.displayName()));
    }
  }

  @Test
  void anUnknownKindIsReportedWithTheNearest() {
    RetortException thrown = assertThrows(RetortException.class, () -> PluginKind.parse("stratgy"));
    assertEquals(
        "There is no plugin kind 'stratgy'; did you mean 'strategy'? kinds: dataset,"
            + " augmentation, backend, teacher, strategy, loss, optimizer, schedule, gradients,"
            + " metric, tokenizer, importer, exporter",
        thrown.getMessage());
  }

  @Test
  void pluginsAreOrderedByKindThenName() {
    PluginCatalog catalog =
        PluginCatalog.of(
            List.of(
                new Optimizers.SgdProvider(),
                new Losses.SquaredProvider(),
                new Optimizers.AdamProvider(),
                new Losses.DivergenceProvider()));
    assertEquals(
        List.of("loss divergence", "loss squared", "optimizer adam", "optimizer sgd"),
        names(catalog.entries()));
    assertEquals(
        List.of("optimizer adam", "optimizer sgd"), names(catalog.entries(PluginKind.OPTIMIZER)));
    assertEquals(List.of(), catalog.problems());
  }

  @Test
  void anUnknownNameIsReportedWithTheNearestAndAllThatExist() {
    PluginCatalog catalog =
        PluginCatalog.of(List.of(new Losses.SquaredProvider(), new Losses.DivergenceProvider()));
    assertEquals(
        "There is no loss 'sqaured'; did you mean 'squared'? losses: divergence, squared",
        lookupError(catalog, PluginKind.LOSS, "sqaured"));
    assertEquals(
        "There is no loss 'dkd'; losses: divergence, squared",
        lookupError(catalog, PluginKind.LOSS, "dkd"));
    assertEquals(
        "There is no teacher 'dkd'; teachers: none",
        lookupError(catalog, PluginKind.TEACHER, "dkd"));
  }

  @Test
  void twoPluginsOfOneNameAreBothRefusedAndBothNamed() {
    PluginCatalog catalog =
        PluginCatalog.of(
            List.of(
                new Losses.SquaredProvider(),
                new Losses.DivergenceProvider(),
                new Broken.SameNameAsSquared()));
    assertEquals(List.of("loss divergence"), names(catalog.entries()));
    String message = lookupError(catalog, PluginKind.LOSS, "squared");
    for (Class<?> type : List.of(Losses.SquaredProvider.class, Broken.SameNameAsSquared.class)) {
      assertTrue(message.contains(type.getName() + " in " + OriginReader.read(type)), message);
    }
    assertTrue(message.endsWith("neither is preferred; remove or rename one of them"), message);
  }

  @Test
  void aBadNameAndAMissingConfigurationAreProblemsThatHideNothing() {
    PluginCatalog catalog =
        PluginCatalog.of(
            List.of(
                new Broken.BadlyNamed(),
                new Broken.WithoutConfiguration(),
                new Broken.ThrowsWhenNamed(),
                new Losses.SquaredProvider()));
    assertEquals(List.of("loss squared"), names(catalog.entries()));
    assertEquals(
        List.of(
            "illegal state (no name today)", "its name is 'Bad_Name'", "its configuration is null"),
        catalog.problems().stream().map(PluginProblem::cause).toList());
    String message = lookupError(catalog, PluginKind.LOSS, "without-configuration");
    assertTrue(
        message.endsWith("its configuration is null; return the class of a record"), message);
  }

  @Test
  void anUnavailablePluginIsListedAndSaysWhy() {
    PluginEntry entry =
        PluginCatalog.of(List.of(new Teachers.UnavailableProvider()))
            .get(PluginKind.TEACHER, "unavailable");
    assertEquals(Optional.of("no driver found"), entry.unavailable());
    RetortException thrown =
        assertThrows(
            RetortException.class,
            () -> entry.create(new Teachers.Configuration("x"), new NoContext()));
    assertEquals(
        "The teacher 'unavailable' is not available on this machine: no driver found",
        thrown.getMessage());
  }

  /** Of the module under test. */
  private static final class Own extends Losses.SquaredProvider {}

  @Test
  void theOriginOfAClassFolderHasAModuleAndNoHash() {
    PluginCatalog catalog = PluginCatalog.of(List.of(new Own()));
    PluginOrigin origin = catalog.get(PluginKind.LOSS, "squared").origin();
    assertEquals(Optional.of("io.retort.runtime.plugin"), origin.module());
    assertEquals(Optional.empty(), catalog.sha256(origin));
  }
}
