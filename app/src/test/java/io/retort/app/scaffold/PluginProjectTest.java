package io.retort.app.scaffold;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.runtime.plugin.PluginKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginProjectTest {

  private static PluginProject project(PluginKind kind, String name, String packageName) {
    return new PluginProject(ProjectTemplate.of(kind), name, packageName);
  }

  @ParameterizedTest
  @CsvSource({
    "STRATEGY, acme-annealed, AcmeAnnealedStrategy",
    "LOSS, log2-cosh, Log2CoshLoss",
    "LOSS, acme-loss, AcmeLoss",
    "GRADIENTS, fair, FairCombination"
  })
  void theClassIsCalledLikeThePluginAndItsKind(PluginKind kind, String name, String type) {
    assertEquals(type, new PluginProject(ProjectTemplate.of(kind), name, "com.acme").type());
  }

  @Test
  void aCriterionIsCalledOne() {
    PluginProject project =
        new PluginProject(ProjectTemplate.parse("criterion"), "acme-scaled", "com.acme");
    assertEquals("AcmeScaledCriterion", project.type());
    assertEquals(PluginKind.LOSS, project.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Acme", "1st", "acme_x", "acme-", "-acme", "a--b", "a b", "ä", "a:b", "../a"})
  void namesThatExperimentsCannotSayAreRefused(String name) {
    assertRefused(
        () -> project(PluginKind.LOSS, name, "com.acme"), "'" + name + "' must be lower-case");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Acme", "com.acme.", ".com", "com..acme", "com.new", "com.1st", "com-acme"})
  void packagesThatJavaCannotHaveAreRefused(String packageName) {
    assertRefused(() -> project(PluginKind.LOSS, "acme", packageName), "cannot be a Java package");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.acme", "javax", "io.retort", "io.retort.acme", "com.sun.acme"})
  void packagesOfOthersAreRefused(String packageName) {
    assertRefused(() -> project(PluginKind.LOSS, "acme", packageName), "would belong to");
  }

  @Test
  void namesOfRetortsOwnAreRefused() {
    assertRefused(() -> project(PluginKind.LOSS, "retort", "com.acme"), "Retort's own");
    assertRefused(() -> project(PluginKind.LOSS, "retort-core", "com.acme"), "Retort's own");
  }

  @ParameterizedTest
  @CsvSource({
    "LOSS, tempered, TemperedLoss",
    "LOSS, loss, Loss",
    "OPTIMIZER, first-order, FirstOrderOptimizer",
    "BACKEND, compute, ComputeBackend",
    "METRIC, class, ClassMetric",
    "GRADIENTS, gradient, GradientCombination"
  })
  void namesThatWouldHideClassesOfRetortAreRefused(PluginKind kind, String name, String type) {
    assertRefused(() -> project(kind, name, "com.acme"), "would make a class " + type + ",");
  }
}
