package io.retort.runtime.experiment.checkpoint;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.checkpoint.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCheckpointsTest {
  @TempDir private Path run;
  private final StopRequest stop = new StopRequest("run");
  private final List<String> messages = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(run.resolve("checkpoints"));
  }

  /** As another process would see them. */
  private RunCheckpoints checkpoints() {
    return new RunCheckpoints(run, List.of("log"), stop, messages::add, EpochLog.NONE);
  }

  private static TrainingState state(long step) {
    return new TrainingState(
        step,
        Map.of("weights", new float[] {step, Float.MIN_VALUE, -0f, Float.NaN}),
        Map.of("norms", new double[] {step, Math.PI}),
        Map.of("silent", "a\nü"));
  }

  private Optional<Long> latest(String training) {
    return checkpoints().of(training, 7).latest().map(TrainingState::step);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      return all.sorted().toList();
    }
  }

  @Test
  void aStateComesBackToTheBit() {
    checkpoints().of("distilled", 7).save(state(3), 2);

    TrainingState back = checkpoints().of("distilled", 7).latest().orElseThrow();

    assertEquals(3, back.step());
    assertArrayEquals(state(3).vectors().get("weights"), back.vectors().get("weights"));
    assertArrayEquals(state(3).numbers().get("norms"), back.numbers().get("norms"));
    assertEquals(state(3).texts(), back.texts());
  }

  @Test
  void trainingsKnowNothingOfEachOther() {
    checkpoints().of("head a-b", 7).save(state(3), 2);
    checkpoints().of("head a b", 7).save(state(4), 2);
    checkpoints().of("head a-b", 8).save(state(5), 2);

    assertEquals(Optional.of(3L), latest("head a-b"));
    assertEquals(Optional.of(4L), latest("head a b"));
    assertEquals(Optional.empty(), latest("head"));
  }

  @Test
  void asManyAreKeptAsAreAskedFor() throws IOException {
    for (int step = 8; step <= 12; step++) {
      checkpoints().of("alone", 7).save(state(step), 3);
    }
    assertEquals(3, files().size());
    assertEquals(Optional.of(12L), latest("alone"));
  }

  @Test
  void statesThatAreNoGoodAreForgotten() {
    for (int step = 3; step <= 6; step++) {
      checkpoints().of("alone", 7).save(state(step), 4);
    }
    checkpoints().of("distilled", 7).save(state(6), 4);

    checkpoints().of("alone", 7).discard(5);

    assertEquals(Optional.of(4L), latest("alone"));
    assertEquals(Optional.of(6L), latest("distilled"));
  }

  @Test
  void aTrainingThatIsForgottenLeavesOthersAlone() throws IOException {
    checkpoints().of("alone", 7).save(state(3), 2);
    checkpoints().of("alone", 7).save(state(4), 2);
    checkpoints().of("alone", 8).save(state(5), 2);

    checkpoints().forget("alone", 7);

    assertEquals(Optional.empty(), latest("alone"));
    assertEquals(1, files().size());
    checkpoints().forget("none", 7);
  }

  @Test
  void aDamagedOneIsReplacedByTheOneBefore() throws IOException {
    for (int step = 9; step <= 10; step++) {
      checkpoints().of("alone", 7).save(state(step), 2);
    }
    Path newest =
        files().stream().filter(file -> file.toString().contains("step-10.")).toList().get(0);
    byte[] whole = Files.readAllBytes(newest);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(newest, flipped);
      assertEquals(Optional.of(9L), latest("alone"), "Byte " + i);
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(newest, Arrays.copyOf(whole, length));
      assertEquals(Optional.of(9L), latest("alone"), length + " bytes");
    }
    assertTrue(messages.get(0).contains(newest + " is damaged"), messages.get(0));
    Files.write(newest, whole);
    assertEquals(Optional.of(10L), latest("alone"));
  }

  /** As where the clock says when states are saved, so that they are those of other steps. */
  @Test
  void aDamagedOneKeepsNoPlaceOfThoseThatFollow() throws IOException {
    for (int step = 9; step <= 10; step++) {
      checkpoints().of("alone", 7).save(state(step), 2);
    }
    for (Path file : files()) {
      Files.write(file, new byte[3]);
    }
    assertEquals(Optional.empty(), latest("alone"));

    checkpoints().of("alone", 7).save(state(4), 1);
    assertEquals(Optional.of(4L), latest("alone"));
    checkpoints().of("alone", 7).save(state(11), 1);
    assertEquals(Optional.of(11L), latest("alone"));
    assertEquals(1, files().size());
  }

  @Test
  void whatIsNoFileIsNotWaitedFor() throws IOException {
    Path folder = run.resolve("checkpoints/alone-facf8b54-seed-7-step-12.checkpoint");
    checkpoints().of("alone", 7).save(state(12), 1);
    assertEquals(List.of(folder), files(), "The name that a checkpoint has");
    Files.delete(folder);
    Files.createDirectory(folder);
    assertEquals(Optional.empty(), latest("alone"));
    assertTrue(messages.get(0).contains("not a regular file"), messages.get(0));
  }

  @Test
  void aRunThatIsToEndDoesSoOnceItsStateIsSaved() {
    RunCheckpoints checkpoints = checkpoints();
    var training = checkpoints.of("alone", 7);
    stop.request();
    assertTrue(training.requested());
    assertRefused(() -> training.save(state(5), 2), "The run was interrupted");
    assertRefused(() -> checkpoints.of("distilled", 7), "The run was interrupted");
    assertEquals(
        5,
        new RunCheckpoints(run, List.of(), new StopRequest("run"), messages::add, EpochLog.NONE)
            .step("alone", 7));
  }
}
