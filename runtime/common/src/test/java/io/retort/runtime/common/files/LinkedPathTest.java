package io.retort.runtime.common.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedPathTest {
  @TempDir private Path folder;
  private Path base;

  /** {@code real/conf}, {@code real/data}, {@code a/conf} → {@code real/conf}, {@code a/data}. */
  @BeforeEach
  void makeFolders() throws IOException {
    base = folder.toRealPath();
    Files.createDirectories(base.resolve("real/conf"));
    for (String name : new String[] {"real", "a"}) {
      Files.createDirectories(base.resolve(name + "/data"));
      Files.writeString(base.resolve(name + "/data/d.csv"), name);
    }
    Files.createSymbolicLink(base.resolve("a/conf"), base.resolve("real/conf"));
  }

  private Path resolved(String path) {
    return base.relativize(LinkedPath.withoutDots(base.resolve(path)));
  }

  @Test
  void twoDotsAfterALinkAreBesideWhatItLeadsTo() throws IOException {
    assertEquals(Path.of("real/data/d.csv"), resolved("a/conf/../data/d.csv"));
    // What every other program opens under the path as it is written.
    assertEquals("real", Files.readString(base.resolve("a/conf/../data/d.csv")));
  }

  @Test
  void linksThatAreNotLeftAgainStayInThePath() {
    assertEquals(Path.of("a/conf/e.yaml"), resolved("a/./conf/e.yaml"));
  }

  @Test
  void aChainOfLinksIsFollowed() throws IOException {
    Files.createSymbolicLink(base.resolve("chain"), base.resolve("a/conf"));
    assertEquals(Path.of("real/data"), resolved("chain/../data"));
    assertEquals(Path.of("a/data"), resolved("chain/../../a/conf/../../a/data"));
  }

  @Test
  void realFoldersAndTheirDotsCancelEachOther() {
    assertEquals(Path.of("a/data"), resolved("real/conf/../../a/data"));
    assertEquals(Path.of("/etc"), LinkedPath.withoutDots(Path.of("/../../etc")));
  }

  @Test
  void whatDoesNotExistCannotBeLeftAgain() {
    Path through = LinkedPath.withoutDots(base.resolve("nowhere/../real/data/d.csv"));
    assertEquals(base.resolve("nowhere/../real/data/d.csv"), through);
    assertFalse(Files.exists(through));
    assertFalse(Files.exists(LinkedPath.withoutDots(base.resolve("a/data/d.csv/../d.csv"))));
  }
}
