package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in docs that are made from the program: the reference and the schemas. */
class EditorFilesIT {
  private static final Path ROOT = Path.of(System.getProperty("launcher")).getParent().normalize();

  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  private void assertCurrent(String file, String... command) throws IOException {
    for (Distribution.Outcome made :
        List.of(retort.onModulePath(command), retort.onClassPath(command))) {
      assertEquals(0, made.exitCode(), made.err());
      Path committed = ROOT.resolve(file);
      assertTrue(
          Files.exists(committed) && Files.readString(committed).equals(made.out()),
          file
              + " is not what the program says; renew it with ./retort "
              + String.join(" ", command)
              + " --output "
              + file);
    }
  }

  @Test
  void theReferenceOfPluginsIsCurrent() throws IOException {
    assertCurrent("docs/plugins.md", "plugins", "reference");
  }

  @Test
  void theSchemasAreCurrent() throws IOException {
    for (String kind : List.of("experiment", "sweep", "label")) {
      assertCurrent("docs/schema/" + kind + ".json", "schema", "--of", kind);
    }
  }

  private static List<String> problems(String kind, String yaml) throws IOException {
    return check(Files.readString(ROOT.resolve("docs/schema/" + kind + ".json")), yaml);
  }

  private static List<String> check(String json, String yaml) {
    Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(json);
    Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(new ObjectMapper().valueToTree(plain)).stream()
        .map(Error::toString)
        .toList();
  }

  /** Every file of the project that Retort reads, by the kind of its content. */
  private static Map<Path, String> files() throws IOException {
    Map<Path, String> kinds = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("experiments"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        List<String> lines = Files.readAllLines(file);
        boolean sweep = lines.stream().anyMatch(line -> line.startsWith("vary:"));
        boolean experiment = lines.stream().anyMatch(line -> line.startsWith("student:"));
        kinds.put(file, sweep ? "sweep" : experiment ? "experiment" : "label");
      }
    }
    return kinds;
  }

  @Test
  void everyExperimentFileIsValid() throws IOException {
    Map<Path, String> files = files();
    assertTrue(files.size() > 20, files.toString());
    assertEquals(3, files.values().stream().distinct().count());
    for (Map.Entry<Path, String> file : files.entrySet()) {
      assertEquals(
          List.of(),
          problems(file.getValue(), Files.readString(file.getKey())),
          file.getKey().toString());
    }
  }

  @Test
  void everyExperimentFileNamesItsSchema() throws IOException {
    for (Map.Entry<Path, String> file : files().entrySet()) {
      String first = Files.readAllLines(file.getKey()).get(0);
      String hint = "# yaml-language-server: $schema=";
      assertTrue(first.startsWith(hint), file.getKey() + " does not start with " + hint);
      assertEquals(
          ROOT.resolve("docs/schema/" + file.getValue() + ".json"),
          file.getKey().resolveSibling(first.substring(hint.length())).normalize());
    }
  }

  @Test
  void pluginsOfOthersAreCompletedWithTheirKeys() throws IOException {
    new SourceJar()
        .source(
            "com.acme.Steady",
            """
            package com.acme;
            import io.retort.core.optimizer.*;
            import io.retort.core.plugin.*;
            public final class Steady implements ScheduleProvider<Steady.Settings> {
              public record Settings(
                  @Doc("How fast.") @Default("1") @Range(min = 0) double pace) {}
              @Override public String name() { return "constant"; }
              @Override public Class<Settings> configuration() { return Settings.class; }
              @Override public Schedule create(Settings settings, Context context) {
                return (step, steps) -> settings.pace();
              }
            }
            """)
        .service(ScheduleProvider.class, "com.acme.Steady")
        .api()
        .write(folder.resolve("plugins/acme-1.0.jar"));
    Distribution.Outcome made = retort.onModulePath("schema", "--output", "with-acme.json");
    assertEquals(0, made.exitCode(), made.err());
    assertEquals("", made.out());
    String schema = Files.readString(folder.resolve("with-acme.json"));
    assertTrue(schema.contains("\"description\" : \"How fast.\""));
    String digits = Files.readString(ROOT.resolve("experiments/digits.yaml"));
    String acme = digits.replace("kind: cosine", "kind: acme:constant, pace: 2");
    assertEquals(List.of(), check(schema, acme));
    assertFalse(check(schema, acme.replace("pace: 2", "pace: -2")).isEmpty());
    assertFalse(check(schema, acme.replace("acme:constant", "constant")).isEmpty());
    assertFalse(problems("experiment", acme).isEmpty());
    // What does not say which one is meant keeps meaning Retort's own.
    assertEquals(List.of(), check(schema, digits));
  }

  @Test
  void mistakesAreFound() throws IOException {
    String digits = Files.readString(ROOT.resolve("experiments/digits.yaml"));
    Map<String, String> mistakes =
        Map.of(
            "kind: temperature", "kind: temprature",
            "temperature: 4", "temperatur: 4",
            "soft-weight: 0.9", "soft-weight: much",
            "kind: cosine", "kind: adam",
            "units: 24", "units: 0",
            "batch: 64", "batch: 6.4",
            "labelled: 200", "labeled: 200",
            "student:", "pupil:");
    for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
      String wrong = digits.replace(mistake.getKey(), mistake.getValue());
      assertFalse(wrong.equals(digits), mistake.getKey());
      assertFalse(problems("experiment", wrong).isEmpty(), mistake.getValue());
    }
    List<String> all = new ArrayList<>(problems("experiment", digits.replace("relu", "rely")));
    assertTrue(all.toString().contains("leaky-relu"), all.toString());
  }
}
