package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.app.scaffold.ProjectTemplate;
import io.retort.runtime.plugin.PluginKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A new plugin of every template: begun, built with its tests and used as its README says, in
 * folders that know nothing of this build but the artefacts that it would install.
 */
class NewPluginIT {
  private static final Path CHECKOUT =
      Path.of(System.getProperty("launcher")).toAbsolutePath().getParent().normalize();

  @TempDir private static Path folder;
  private static Distribution retort;

  /** What Maven has said, for when a test fails. */
  private static Distribution.Outcome build;

  private static String name(ProjectTemplate template) {
    return "acme-" + template.name() + "-one";
  }

  private static Path project(ProjectTemplate template) {
    return folder.resolve(name(template));
  }

  @BeforeAll
  static void beginAndBuild() throws IOException {
    retort = new Distribution(folder);
    for (ProjectTemplate template : ProjectTemplate.all()) {
      Distribution.Outcome begun =
          retort.onModulePath(
              "new-plugin", template.name(), name(template), "--package", packageName(template));
      assertEquals(0, begun.exitCode(), begun.err());
    }
    // One Maven for all of them; each is a project of its own all the same.
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId>
          <artifactId>all</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <modules>%s</modules>
        </project>
        """
            .formatted(
                ProjectTemplate.all().stream()
                    .map(template -> "<module>" + name(template) + "</module>")
                    .collect(Collectors.joining())));
    MavenRepository repository =
        new MavenRepository(folder.resolve("repository"))
            .installParent(CHECKOUT)
            .install(CHECKOUT.resolve("core"), "retort-core")
            .install(CHECKOUT.resolve("testkit"), "retort-testkit")
            .install(CHECKOUT.resolve("losses"), "retort-losses");
    List<String> maven = new ArrayList<>();
    maven.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    maven.addAll(List.of("-B", "-ntp", "-T2", "-Dmaven.repo.local=" + repository.root()));
    if ("offline=true".equals(System.getProperty("maven.mode"))) {
      maven.add("-o");
    }
    build = retort.run(maven, "package");
    Files.createDirectory(folder.resolve("plugins"));
    for (ProjectTemplate template : ProjectTemplate.all()) {
      Path built = project(template).resolve("target/plugins").resolve(name(template));
      if (Files.exists(built)) {
        Files.createSymbolicLink(folder.resolve("plugins").resolve(name(template)), built);
      }
    }
  }

  private static String packageName(ProjectTemplate template) {
    return "com.acme." + template.name();
  }

  @Test
  void allBuildAndKeepTheirContracts() {
    assertEquals(0, build.exitCode(), build.out());
    assertTrue(!build.out().contains("Tests run: 0"), build.out());
  }

  @ParameterizedTest
  @MethodSource("io.retort.app.scaffold.ProjectTemplate#all")
  void testsOfEveryTemplateHaveRun(ProjectTemplate template) throws IOException {
    try (var reports = Files.list(project(template).resolve("target/surefire-reports"))) {
      List<Path> texts = reports.filter(report -> report.toString().endsWith(".txt")).toList();
      assertEquals(1, texts.size(), texts.toString());
      assertTrue(Files.readString(texts.get(0)).contains("Failures: 0, Errors: 0"));
    }
  }

  @Test
  void theDoctorFindsNothingInAnyOfThem() {
    Distribution.Outcome doctor = retort.onModulePath("plugins", "doctor", "plugins");
    assertEquals(0, doctor.exitCode(), doctor.out() + doctor.err());
    for (ProjectTemplate template : ProjectTemplate.all()) {
      assertTrue(doctor.out().contains(name(template) + ": nothing is wrong"), doctor.out());
    }
  }

  @Test
  void modulePathAndClassPathHaveAllOfThem() {
    String modules = retort.onModulePath("plugins", "list", "--strict").out();
    String classes =
        retort.onClassPath(List.of("-Dretort.home=" + folder), "plugins", "list", "--strict").out();
    for (ProjectTemplate template : ProjectTemplate.all()) {
      String line = "%-10s %-22s 0.1.0 ".formatted(template.kind().displayName(), name(template));
      assertTrue(modules.contains(line) && modules.contains(packageName(template)), modules);
      assertTrue(classes.contains(line), classes);
    }
  }

  @ParameterizedTest
  @MethodSource("io.retort.app.scaffold.ProjectTemplate#all")
  void theExperimentOfEveryTemplateRuns(ProjectTemplate template) throws IOException {
    Path project = project(template);
    Distribution.Outcome run =
        retort.onModulePath(
            "run",
            project.resolve("experiment.yaml").toString(),
            "--plugins",
            project.resolve("target/plugins").toString(),
            "--strict",
            "--set",
            "output=" + project.resolve("runs/it"),
            "--set",
            "seeds=[1]");
    assertEquals(0, run.exitCode(), run.err());
    String resolved = Files.readString(project.resolve("runs/it/config.yaml"));
    assertTrue(resolved.contains("kind: " + name(template)), resolved);
    if (template.kind() == PluginKind.EXPORTER) {
      assertTrue(Files.exists(project.resolve("runs/it/student/weights.csv")));
    }
  }

  @Test
  void aFolderWithAProjectIsNotWrittenTwice() throws IOException {
    Path pom = project(ProjectTemplate.of(PluginKind.LOSS)).resolve("pom.xml");
    String before = Files.readString(pom);
    Distribution.Outcome again =
        retort.onModulePath(
            "new-plugin",
            "loss",
            name(ProjectTemplate.of(PluginKind.LOSS)),
            "--package",
            "com.other");
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("acme-loss-one is not empty"), again.err());
    assertEquals(before, Files.readString(pom));
    Distribution.Outcome unknown =
        retort.onModulePath("new-plugin", "los", "x", "--package", "com.other");
    assertEquals(2, unknown.exitCode());
    assertTrue(unknown.err().contains("did you mean 'loss'?"), unknown.err());
  }
}
