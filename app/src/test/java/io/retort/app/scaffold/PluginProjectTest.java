package io.retort.app.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.plugin.PluginKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginProjectTest {

  private static String refusal(PluginKind kind, String name, String packageName) {
    return assertThrows(
            RetortException.class,
            () -> new PluginProject(ProjectTemplate.of(kind), name, packageName))
        .getMessage();
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
    assertTrue(
        refusal(PluginKind.LOSS, name, "com.acme").contains("'" + name + "' must be lower-case"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Acme", "com.acme.", ".com", "com..acme", "com.new", "com.1st", "com-acme"})
  void packagesThatJavaCannotHaveAreRefused(String packageName) {
    assertTrue(refusal(PluginKind.LOSS, "acme", packageName).contains("cannot be a Java package"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.acme", "javax", "io.retort", "io.retort.acme", "com.sun.acme"})
  void packagesOfOthersAreRefused(String packageName) {
    assertTrue(refusal(PluginKind.LOSS, "acme", packageName).contains("would belong to"));
  }

  @Test
  void namesOfRetortsOwnAreRefused() {
    assertTrue(refusal(PluginKind.LOSS, "retort", "com.acme").contains("Retort's own"));
    assertTrue(refusal(PluginKind.LOSS, "retort-core", "com.acme").contains("Retort's own"));
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
    assertTrue(
        refusal(kind, name, "com.acme").contains("would make a class " + type + ","),
        () -> refusal(kind, name, "com.acme"));
  }
}
