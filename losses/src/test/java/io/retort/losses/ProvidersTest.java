package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.LossProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  @Test
  void modulePathAndClassPathProvideTheSameLosses() throws IOException {
    assertEquals(onClassPath(), onModulePath());
  }

  @Test
  void lossesHaveTheNamesOfTheField() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (String provider : onModulePath()) {
      Object made = Class.forName(provider).getConstructor().newInstance();
      names.add(((LossProvider<?>) made).name());
    }
    assertEquals(
        Set.of(
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
            "soft-cross-entropy",
            "supervised",
            "teacher-bounded"),
        names);
  }

  private static Set<String> onModulePath() {
    return Huber.class.getModule().getDescriptor().provides().stream()
        .filter(provides -> provides.service().equals(LossProvider.class.getName()))
        .map(Provides::providers)
        .map(TreeSet::new)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> onClassPath() throws IOException {
    try (InputStream services =
        Huber.class.getResourceAsStream("/META-INF/services/" + LossProvider.class.getName())) {
      return new String(services.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
