package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.plugin.Default;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDocumentTest {

  record Numbers(Map<String, List<Integer>> lists) {}

  record Texts(@Default("none") String text) {}

  @TempDir Path folder;

  private static <T extends Record> T bind(Class<T> type, ConfigurationDocument document) {
    return ConfigurationBinder.withoutPlugins().bind(type, document).value();
  }

  private static String bindingError(String yaml) {
    return assertThrows(
            ConfigurationException.class,
            () -> bind(Numbers.class, ConfigurationDocument.parse("x.yaml", yaml)))
        .getMessage();
  }

  @Test
  void aFileIsReadWithOrWithoutByteOrderMark() throws IOException {
    Path file = folder.resolve("x.yaml");
    for (String text : List.of("text: größer", "\uFEFFtext: größer")) {
      Files.writeString(file, text);
      assertEquals("größer", bind(Texts.class, ConfigurationDocument.read(file)).text());
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path file = folder.resolve("x.yaml");
    assertEquals(file + ": there is no such file", readingError(file));
    assertEquals(folder + ": this is a folder; give a YAML file", readingError(folder));
    Files.write(file, "text: a\nmore: gr\u00f6\u00dfer".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + ":2:9: the byte 0xf6 is not UTF-8; save the file as UTF-8", readingError(file));
    Files.writeString(file, "# nothing\n");
    assertEquals(file + ": there is nothing in it", readingError(file));
  }

  private static String readingError(Path file) {
    return assertThrows(ConfigurationException.class, () -> ConfigurationDocument.read(file))
        .getMessage();
  }

  @Test
  void aSyntaxErrorHasItsPlace() {
    assertTrue(
        bindingError("lists:\n  a: [1, 2\n").startsWith("x.yaml:3:1: this is not valid YAML: "));
    assertTrue(bindingError("lists: \u0007").startsWith("x.yaml: this is not valid YAML: "));
    assertTrue(
        bindingError("lists: {}\n---\na: 1\n").startsWith("x.yaml:2:1: this is not valid YAML: "));
  }

  @Test
  void aKeyGivenTwiceIsRefusedTogetherWithTheRest() {
    assertEquals(
        List.of(
            "x.yaml:3:3: lists.a: the key is given twice; remove one",
            "x.yaml:4:7: lists.b[0]: expected a whole number, found 'x'"),
        bindingError("lists:\n  a: [1]\n  a: [2]\n  b: [x]\n").lines().toList());
  }

  @Test
  void whatIsRepeatedIsCut() {
    StringBuilder many = new StringBuilder("lists: {}\n");
    for (int i = 0; i < 99_000; i++) {
      many.append("key").append(i).append(": 1\n");
    }
    String refusal = bindingError(many.toString());
    assertEquals(21, refusal.lines().count());
    assertTrue(refusal.endsWith("and 98,980 more of the kind; mend these first"), refusal);

    String word = "x".repeat(1 << 20);
    assertTrue(bindingError("lists: {a: [" + word + "]}\n").length() < 3000);
    assertTrue(bindingError(word + ": 1\n").length() < 3000);
  }

  @Test
  void theMergeKeyOfOlderYamlIsExplained() {
    assertEquals(
        "x.yaml:2:3: lists: '<<' merges mappings in YAML 1.1 only; write the keys here, or use an"
            + " alias such as *name for a whole value",
        bindingError("lists:\n  <<: {a: [1]}\n"));
  }

  @Test
  void aliasesRepeatValues() {
    assertEquals(
        Map.of("a", List.of(1, 2), "b", List.of(1, 2)),
        bind(
                Numbers.class,
                ConfigurationDocument.parse("x.yaml", "lists: {a: &seeds [1, 2], b: *seeds}"))
            .lists());
  }

  @Test
  void aliasesThatMultiplyOrContainThemselvesAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i <= 6; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [");
      bomb.append(String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias)));
      bomb.append("]\n");
    }
    assertTrue(bindingError(bomb.toString()).contains("more than 100000 values"), bomb::toString);
    assertEquals(
        "x.yaml:1:12: the value contains itself; remove the alias in it",
        bindingError("lists: {a: &a [*a]}"));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertEquals(
        "x.yaml: the lists and mappings are nested too deep", bindingError("[".repeat(1_000_000)));
  }

  @Test
  void tagsAreRefusedAndNothingIsConstructed() {
    assertEquals(
        "x.yaml:1:7: text: the tag tag:yaml.org,2002:java.io.File has no meaning here; remove it",
        assertThrows(
                ConfigurationException.class,
                () ->
                    bind(
                        Texts.class,
                        ConfigurationDocument.parse("x.yaml", "text: !!java.io.File /tmp/x")))
            .getMessage());
  }
}
