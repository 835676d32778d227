package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Task;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples without labels, of every format that has them. */
class UnlabelledTest {
  @TempDir private Path folder;

  private Context context() {
    return new TestContext(folder, 1);
  }

  private static Csv csv(String file, List<String> label, boolean standardise, String unlabelled) {
    CsvBuilder settings =
        Csv.builder(Path.of(file))
            .label(label.toArray(String[]::new))
            .missingMarks("")
            .standardise(standardise);
    if (unlabelled != null) {
      settings.unlabelled(Path.of(unlabelled));
    }
    if (label.isEmpty()) {
      settings.outputs("yes", "no");
    }
    return settings.build();
  }

  private Idx idx(Optional<String> labels, Optional<String> unlabelled) {
    return new Idx(
        Path.of("images"),
        labels.map(Path::of),
        Optional.empty(),
        Optional.empty(),
        List.of("a", "b"),
        ImageShape.IMAGE,
        0,
        1,
        unlabelled.map(Path::of));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** All values of a stream, read so many samples at a time. */
  private static float[] read(Dataset data, int batch) {
    float[] all = {};
    try (SampleStream stream = data.unlabelled().orElseThrow();
        Tensor rows = Tensor.allocate(data.inputShape().batch(batch))) {
      int width = data.inputShape().elements();
      for (int count = stream.read(rows); count > 0; count = stream.read(rows)) {
        all = Arrays.copyOf(all, all.length + count * width);
        System.arraycopy(rows.toArray(), 0, all, all.length - count * width, count * width);
      }
      assertEquals(0, stream.read(rows), "there is nothing after the end");
    }
    return all;
  }

  @Test
  void aTableWithoutLabelsIsReadAsItIs() throws IOException {
    write("new.csv", "x,y\n1,2\n3,4\n5,6\n");

    try (Dataset data = CsvFiles.load(csv("new.csv", List.of(), false, null), context())) {
      assertFalse(data.labelled());
      assertEquals(new Task.SingleLabel(List.of("yes", "no")), data.heads().get(0).task());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, read(data, 2));
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, read(data, 100), "opened again");
      String message = assertThrows(RetortException.class, data::train).getMessage();
      assertTrue(message.contains("has no labels"), message);
    }
  }

  @Test
  void newRowsAreScaledByTheTrainingFile() throws IOException {
    write("old.csv", "x,kind\n10,a\n30,b\n");
    write("new.csv", "kind,x\n?,20\n?,40\n");

    try (Dataset data =
        CsvFiles.load(csv("old.csv", List.of("kind"), true, "new.csv"), context())) {
      assertTrue(data.labelled());
      // Mean 20, deviation 10.
      assertArrayEquals(new float[] {0, 2}, read(data, 8));
      assertEquals(2, data.train().size());
    }
  }

  @Test
  void aTableWithoutLabelsCannotSayHowInputsWereScaled() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> csv("new.csv", List.of(), true, null))
            .getMessage();

    assertTrue(message.contains("that the teacher was trained with"), message);
  }

  @Test
  void whatIsWrongInANewRowIsNamed() throws IOException {
    write("old.csv", "x,kind\n10,a\n30,b\n");
    write("new.csv", "x\n20\nmany\n");
    write("other.csv", "z\n20\n");

    try (Dataset data = CsvFiles.load(csv("old.csv", List.of("kind"), true, "new.csv"), context());
        Dataset other =
            CsvFiles.load(csv("old.csv", List.of("kind"), true, "other.csv"), context())) {
      String row = assertThrows(RetortException.class, () -> read(data, 8)).getMessage();
      assertTrue(row.contains("new.csv, line 3, column 'x': 'many'"), row);
      String column = assertThrows(RetortException.class, () -> read(other, 8)).getMessage();
      assertTrue(column.contains("no column 'x'"), column);
    }
  }

  @Test
  void imagesWithoutLabelsAreStreamed() throws IOException {
    write(
        "images", IdxFiles.gzip(IdxFiles.bytes(IdxFiles.shape(3, 1, 2), 0, 255, 51, 102, 255, 0)));

    try (Dataset data = idx(Optional.empty(), Optional.empty()).load(context())) {
      assertFalse(data.labelled());
      assertEquals(Shape.of(1, 1, 2), data.inputShape());
      assertArrayEquals(new float[] {0, 1, 0.2f, 0.4f, 1, 0}, read(data, 2));
    }
  }

  @Test
  void newImagesStandBesideLabelledOnes() throws IOException {
    write("images", IdxFiles.bytes(IdxFiles.shape(2, 1, 2), 0, 0, 255, 255));
    write("labels", IdxFiles.bytes(IdxFiles.shape(2), 0, 1));
    write("new", IdxFiles.bytes(IdxFiles.shape(1, 1, 2), 255, 51));
    write("wide", IdxFiles.bytes(IdxFiles.shape(1, 1, 3), 255, 51, 0));
    write("short", IdxFiles.bytes(IdxFiles.shape(2, 1, 2), 255, 51, 0));

    try (Dataset data = idx(Optional.of("labels"), Optional.of("new")).load(context());
        Dataset wide = idx(Optional.of("labels"), Optional.of("wide")).load(context());
        Dataset cut = idx(Optional.of("labels"), Optional.of("short")).load(context())) {
      assertArrayEquals(new float[] {1, 0.2f}, read(data, 4));
      String shape = assertThrows(RetortException.class, wide::unlabelled).getMessage();
      assertTrue(shape.contains("1x1x3"), shape);
      String end = assertThrows(RetortException.class, () -> read(cut, 4)).getMessage();
      assertTrue(end.contains("ends inside image 1"), end);
    }
  }

  @Test
  void someDigitsMayKeepTheirLabelsBack() {
    try (Dataset all = new Digits(ImageShape.IMAGE).load();
        Dataset some =
            new Digits(ImageShape.IMAGE, 1000, List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)).load()) {
      assertEquals(797, some.train().size());
      float[] rest = read(some, 64);
      assertEquals(1000 * 64, rest.length);
      float[][] known = Gathered.inputs(all, all.train());
      assertArrayEquals(known[797], Arrays.copyOf(rest, 64));
      assertArrayEquals(known[1796], Arrays.copyOfRange(rest, 999 * 64, 1000 * 64));
      assertTrue(all.unlabelled().isEmpty());
    }
  }
}
