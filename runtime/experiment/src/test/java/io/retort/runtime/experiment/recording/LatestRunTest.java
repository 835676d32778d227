package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestRunTest {
  @TempDir private Path runs;

  @Test
  void theLinkLeadsToTheRunThatBeganLast() throws IOException {
    Path first = run("first");
    Path second = run("second");

    LatestRun.is(first);
    assertEquals(first, LatestRun.resolve(latest()));
    LatestRun.is(second);

    assertEquals(second, LatestRun.resolve(latest()));
    assertTrue(Files.isSameFile(second, latest()));
    // It still leads there when all runs are moved.
    assertEquals(Path.of("second"), Files.readSymbolicLink(latest()));
    assertEquals(List.of("first", "latest", "second"), names());
  }

  @Test
  void runsThatBeginTogetherLeaveOneLinkToOneOfThem() throws Exception {
    List<Path> begun = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      begun.add(run("run-" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      threads.invokeAll(
          IntStream.range(0, 20)
              .mapToObj(i -> Executors.callable(() -> LatestRun.is(begun.get(i))))
              .toList());
    } finally {
      threads.shutdown();
    }

    assertTrue(begun.contains(LatestRun.resolve(latest())));
    assertEquals(21, names().size(), () -> "left over: " + names());
  }

  @Test
  void whatHasTheNameAlreadyStays() throws IOException {
    Path kept = Files.createDirectory(latest());

    LatestRun.is(run("first"));

    assertFalse(Files.isSymbolicLink(kept));
    assertEquals(kept, LatestRun.resolve(kept));
    assertEquals(List.of("first", "latest"), names());
  }

  @Test
  void aRunIsListedOnceAndUnderItsOwnName() throws IOException {
    Path only = run("first");
    Files.writeString(only.resolve("result.json"), "{}");

    LatestRun.is(only);

    assertEquals(List.of(only), RunStates.below(runs).stream().map(RunState::folder).toList());
  }

  private Path latest() {
    return runs.resolve("latest");
  }

  private Path run(String name) throws IOException {
    return Files.createDirectory(runs.resolve(name));
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(runs)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
