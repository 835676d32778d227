package io.retort.runtime.common.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderNameTest {
  @TempDir private Path folder;

  @Test
  void whatIsAcceptedCanBeMade() throws Exception {
    for (String name : List.of("digits", "a b", "-x", "--quiet", "a=b", "@x", "123", ".x", "!%#")) {
      FolderName.require(name);
      Path made = Files.createDirectory(folder.resolve(name));
      assertEquals(folder, made.getParent());
    }
    FolderName.require("Größe");
    FolderName.require("数字");
    FolderName.require("x".repeat(255));
  }

  @Test
  void whatIsRefusedIsNamed() {
    Map.of(
            "a/b",
            "'/' (U+002F)",
            "../a",
            "'/' (U+002F)",
            "a\\b",
            "'\\' (U+005C)",
            "a\nb",
            "LINE FEED (LF) (U+000A)",
            "a\0b",
            "NULL (U+0000)",
            "a\u2028b",
            "LINE SEPARATOR (U+2028)",
            "",
            "'' cannot be",
            " ",
            "' ' cannot be",
            "..",
            "'..' cannot be",
            "ä".repeat(128),
            "has 256 bytes")
        .forEach(
            (name, part) -> {
              String message =
                  assertThrows(IllegalArgumentException.class, () -> FolderName.require(name))
                      .getMessage();
              assertTrue(message.contains(part), message);
            });
  }
}
