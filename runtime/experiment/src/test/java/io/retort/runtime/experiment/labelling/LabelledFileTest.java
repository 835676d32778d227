package io.retort.runtime.experiment.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFileTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsRemovedMeanwhileIsTheReason() throws IOException {
    Path below = folder.resolve("below");
    Path file = below.resolve("new.csv");
    try (LabelledFile labelled = open(file)) {
      labelled.add(Optional.of(List.of("1")));
      for (String name : List.of("new.csv.part", "new.csv.lock")) {
        Files.delete(below.resolve(name));
      }
      Files.delete(below);

      RetortException refusal = assertThrows(RetortException.class, labelled::complete);
      assertTrue(
          refusal.getMessage().startsWith(file + " was removed or replaced"), refusal.getMessage());
    }
    assertFalse(Files.exists(below));
  }

  @Test
  void aStateThatCannotBeWrittenNamesTheSettingAndLeavesTheFileUnfinished() throws IOException {
    Path file = folder.resolve("new.csv");
    // In the way of the state's file.
    Path inTheWay = Files.createDirectories(folder.resolve("new.csv.state.part/x"));
    try (LabelledFile labelled = open(file)) {
      labelled.add(Optional.of(List.of("1")));

      RetortException refusal = assertThrows(RetortException.class, labelled::complete);
      assertTrue(
          refusal.getMessage().startsWith("The file " + file + " cannot be written: "),
          refusal.getMessage());
      assertTrue(refusal.getMessage().endsWith(" with 'output'"), refusal.getMessage());
      assertFalse(Files.exists(file));
    }
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    try (LabelledFile labelled = open(file)) {
      labelled.add(Optional.of(List.of("1")));
      labelled.complete();
    }
    assertEquals(List.of("a", "1"), Files.readAllLines(file));
  }

  private static LabelledFile open(Path file) {
    return LabelledFile.open(file, "threshold: 0.5", "teacher", List.of("a"));
  }
}
