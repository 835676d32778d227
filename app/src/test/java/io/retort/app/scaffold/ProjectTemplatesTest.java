package io.retort.app.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.plugin.PluginKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every project has; that it also works is shown by the test of the program. */
class ProjectTemplatesTest {

  @ParameterizedTest
  @MethodSource("io.retort.app.scaffold.ProjectTemplate#all")
  void everyTemplateHasACompleteProject(ProjectTemplate template) {
    PluginProject project = new PluginProject(template, "acme-first", "com.acme");
    Map<String, String> files = ProjectTemplates.fill(project);
    for (String file :
        new String[] {
          "pom.xml",
          "README.md",
          ".gitignore",
          "experiment.yaml",
          "src/main/java/module-info.java",
          "src/main/java/com/acme/" + project.type() + ".java",
          "src/main/java/com/acme/" + project.type() + "Provider.java",
          "src/test/java/com/acme/" + project.type() + "Test.java"
        }) {
      assertTrue(files.containsKey(file), () -> file + " is missing in " + files.keySet());
    }
    files.forEach(
        (file, text) -> {
          assertFalse(text.contains("{{"), () -> file + " has a hole: " + text);
          assertFalse(text.isBlank(), file);
          assertTrue(text.endsWith("\n"), file);
        });
    assertTrue(files.get("experiment.yaml").contains("kind: acme-first"));
    assertTrue(
        files
            .get("src/main/java/module-info.java")
            .contains("provides " + template.kind().provider().getName() + " with"));
  }

  @Test
  void propertiesOfMavenAreLeftToMaven() {
    String pom = pom(ProjectTemplate.of(PluginKind.LOSS));
    assertTrue(pom.contains("<version>${retort.version}</version>"), pom);
    assertFalse(pom.contains("<retort.version>$"), pom);
  }

  @Test
  void onlyAStrategyIsTestedWithLosses() {
    for (ProjectTemplate template : ProjectTemplate.all()) {
      assertEquals(
          template.kind() == PluginKind.STRATEGY,
          pom(template).contains("retort-losses"),
          template.toString());
    }
  }

  private static String pom(ProjectTemplate template) {
    return ProjectTemplates.fill(new PluginProject(template, "a", "b")).get("pom.xml");
  }
}
