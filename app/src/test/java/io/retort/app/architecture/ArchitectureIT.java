package io.retort.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.retort.app.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged classes keep to the architecture. */
class ArchitectureIT {
  private static JavaClasses program;

  @BeforeAll
  static void read() {
    program = Architecture.program();
  }

  static List<ArchRule> rules() {
    return Architecture.rules();
  }

  @ParameterizedTest
  @MethodSource
  void rules(ArchRule rule) {
    rule.check(program);
  }

  @Test
  void everyModuleHasRules() {
    Set<String> modules = new TreeSet<>(Set.of("io.retort.testkit"));
    for (Path jar : Distribution.jars()) {
      modules.add(Architecture.moduleOf(jar));
    }
    modules.removeIf(name -> !name.startsWith("io.retort."));
    assertEquals(modules, new TreeSet<>(ModuleArrows.modules()));
  }
}
