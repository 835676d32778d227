package io.retort.runtime.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  /** What TensorBoard 2.21 writes of itself: a version, a number at step 7, and a text. */
  private static final String BY_TENSORBOARD =
      "1800000000000000a37f4b22090000000000448f401a0d627261696e2e4576656e743a32"
          + "aba33345200000000000000029eda9500900000000004c8f4010072a130a110a0a6c6f73"
          + "732f746f74616c150000803ef7e0e8723b000000000000001a23ac5c090000000000548f"
          + "402a300a2e0a0b636f6e6669672e79616d6c42150807120412020801420b73656564733a"
          + "205b315d0a4a080a060a04746578744bd6af71";

  @TempDir private Path folder;

  private byte[] content() throws IOException {
    return Files.readAllBytes(folder.resolve("events.out.tfevents.1-training"));
  }

  private List<Long> steps() throws IOException {
    List<Long> steps = new ArrayList<>();
    for (byte[] event : EventRecords.whole(content())) {
      steps.add(Event.step(event));
    }
    return steps;
  }

  @Test
  void theBytesAreThoseOfTensorBoard() {
    byte[] version = EventRecords.framed(Event.version(1000.5));
    byte[] number = EventRecords.framed(Event.scalars(1001.5, 7, Map.of("loss/total", 0.25)));
    byte[] text = EventRecords.framed(Event.text(1002.5, "config.yaml", "seeds: [1]\n"));
    assertEquals(
        BY_TENSORBOARD,
        HexFormat.of().formatHex(version)
            + HexFormat.of().formatHex(number)
            + HexFormat.of().formatHex(text));
  }

  @Test
  void aTrainingThatGoesOnMakesItsLaterStepsAgain() throws IOException {
    EventFile file = EventFile.of(folder, 0);
    for (long step : new long[] {5, 10, 15}) {
      file.append(step, Map.of("loss", 0.5));
    }
    assertEquals(List.of(0L, 5L, 10L, 15L), steps());
    EventFile.of(folder, 10).append(12, Map.of("loss", 0.25));
    assertEquals(List.of(0L, 5L, 10L, 12L), steps());
  }

  @Test
  void whatWasCutOffAnywhereIsLeftOut() throws IOException {
    EventFile.of(folder, 0).append(5, Map.of("loss", 0.5));
    byte[] whole = content();
    int first = EventRecords.framed(EventRecords.whole(whole).get(0)).length;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertEquals(length < first ? 0 : 1, EventRecords.whole(cut).size(), "of " + length);
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      assertEquals(i < first ? 0 : 1, EventRecords.whole(changed).size(), "byte " + i);
    }
  }

  @Test
  void aFileOfSomethingElseIsBegunAnew() throws IOException {
    Files.writeString(
        folder.resolve("events.out.tfevents.1-training"), "no events", StandardOpenOption.CREATE);
    EventFile.of(folder, 100);
    assertEquals(List.of(0L), steps());
    assertEquals(1, EventRecords.whole(content()).size());
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOut() throws IOException {
    EventFile.of(folder, 0).append(1, Map.of("a", Double.NaN, "b", 1.0, "c", 1 / 0.0));
    byte[] event = EventRecords.whole(content()).get(1);
    double seconds = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN).getDouble(1);
    assertArrayEquals(Event.scalars(seconds, 1, Map.of("b", 1.0)), event);
  }
}
