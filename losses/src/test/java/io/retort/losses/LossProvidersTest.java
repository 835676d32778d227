package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.LossProvider;
import io.retort.core.metric.MetricProvider;
import io.retort.core.plugin.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LossProvidersTest {

  @Test
  void modulePathAndClassPathProvideTheSame() throws IOException {
    assertEquals(onClassPath(LossProvider.class), onModulePath(LossProvider.class));
    assertEquals(onClassPath(MetricProvider.class), onModulePath(MetricProvider.class));
  }

  @Test
  void lossesHaveTheNamesOfTheField() throws ReflectiveOperationException {
    assertEquals(
        Set.of(
            "attention",
            "binary-cross-entropy",
            "binary-kullback-leibler",
            "cosine",
            "cross-entropy",
            "decoupled",
            "distillation",
            "double-softmax",
            "huber",
            "kullback-leibler",
            "mean-squared-error",
            "relational",
            "soft-cross-entropy",
            "supervised",
            "teacher-bounded",
            "variational-information"),
        names(LossProvider.class));
  }

  @Test
  void metricsHaveTheNamesOfTheField() throws ReflectiveOperationException {
    assertEquals(
        Set.of(
            "accuracy",
            "balanced-accuracy",
            "brier-score",
            "calibration-error",
            "cosine",
            "exact-match",
            "log-loss",
            "macro-f1",
            "mean-absolute-error",
            "micro-f1",
            "pr-auc",
            "quantile-loss",
            "r2",
            "recall",
            "recall-at-k",
            "rmse",
            "roc-auc",
            "top-k-accuracy"),
        names(MetricProvider.class));
  }

  private static Set<String> names(Class<?> service) throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (String provider : onModulePath(service)) {
      Object made = Class.forName(provider).getConstructor().newInstance();
      names.add(((Provider<?, ?, ?>) made).name());
    }
    return names;
  }

  private static Set<String> onModulePath(Class<?> service) {
    return Huber.class.getModule().getDescriptor().provides().stream()
        .filter(provides -> provides.service().equals(service.getName()))
        .map(Provides::providers)
        .map(TreeSet::new)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> onClassPath(Class<?> service) throws IOException {
    try (InputStream services =
        Huber.class.getResourceAsStream("/META-INF/services/" + service.getName())) {
      return new String(services.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
