package io.retort.app.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
  private static final Map<String, String> FILES = Map.of("a.txt", "A", "b/c/d.txt", "D");

  @TempDir private Path folder;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allFilesAreWrittenAndNothingElseIsLeft() throws IOException {
    NewFolder.write(folder.resolve("x/y"), FILES);
    assertEquals("A", Files.readString(folder.resolve("x/y/a.txt")));
    assertEquals("D", Files.readString(folder.resolve("x/y/b/c/d.txt")));
    assertEquals(List.of("y"), names(folder.resolve("x")));
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    NewFolder.write(Files.createDirectory(folder.resolve("empty")), FILES);
    assertEquals(List.of("a.txt", "b"), names(folder.resolve("empty")));
  }

  @Test
  void aFolderWithContentIsRefusedAndLeftAsItIs() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    RetortException refusal =
        assertThrows(RetortException.class, () -> NewFolder.write(folder, FILES));
    assertEquals(
        "The folder " + folder + " is not empty; name another one with --output, or empty it",
        refusal.getMessage());
    assertEquals(List.of("mine.txt"), names(folder));
  }

  @Test
  void aFileInThePlaceIsRefusedAndLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    RetortException refusal =
        assertThrows(RetortException.class, () -> NewFolder.write(file, FILES));
    assertTrue(refusal.getMessage().contains("is there and is not a folder"), refusal::getMessage);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void whatCannotBeWrittenWholeIsNotWrittenAtAll() throws IOException {
    // The second file's folder has the name of the first file.
    Map<String, String> impossible = Map.of("a", "A", "a/b", "B");
    RetortException failure =
        assertThrows(
            RetortException.class, () -> NewFolder.write(folder.resolve("new"), impossible));
    assertTrue(failure.getMessage().contains("cannot be written"), failure::getMessage);
    assertTrue(failure.getMessage().contains("--output"), failure::getMessage);
    assertEquals(List.of(), names(folder));
  }
}
