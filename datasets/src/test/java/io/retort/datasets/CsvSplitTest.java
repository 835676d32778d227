package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Subset;
import io.retort.core.tensor.Shape;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns by which samples are divided for training and test, and weighed. */
class CsvSplitTest {
  @TempDir private Path folder;

  private Dataset load(CsvBuilder settings) {
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private Path file(String name, String... rows) throws IOException {
    return Files.writeString(
        folder.resolve(name), "length,who,kind\n" + String.join("\n", rows) + "\n");
  }

  private CsvBuilder fruit(String... rows) throws IOException {
    return Csv.builder(file("fruit.csv", rows)).label("kind");
  }

  private static List<String> groups(Samples samples) {
    SplitKey.Groups key = (SplitKey.Groups) samples.splitKey().orElseThrow();
    return IntStream.range(0, samples.size()).mapToObj(key.group()).toList();
  }

  private static double[] times(Samples samples) {
    SplitKey.Times key = (SplitKey.Times) samples.splitKey().orElseThrow();
    return IntStream.range(0, samples.size()).mapToDouble(key.time()).toArray();
  }

  @Test
  void groupsAreNoInputAndThoseOfSamplesWithLabels() throws IOException {
    try (Dataset data = load(fruit("1,a,pear", "2,,", "3,b,apple", "4,a,pear").group("who"))) {
      assertEquals(Shape.of(1), data.inputShape());
      assertEquals(List.of("a", "b", "a"), groups(data.train()));
      assertEquals(List.of("a", "b", "a"), groups(data.fit(IndexSet.of(0, 1)).train()));
    }
    try (Dataset data = load(fruit("1,1,pear", "2,2,apple"))) {
      assertEquals(Optional.empty(), data.train().splitKey());
    }
  }

  @Test
  void timesAreNumbersOrDates() throws IOException {
    try (Dataset data = load(fruit("1,2.5,pear", "2,-1e3,apple").time("who"))) {
      assertArrayEquals(new double[] {2.5, -1000}, times(data.train()));
      assertEquals(Shape.of(1), data.inputShape());
    }
    String[] rows = {
      "1,2024-02-29,pear", "1,2024-02-29 18:30:00.25+02:00,pear", "1,2024-02-29T18:30Z,apple"
    };
    try (Dataset data = load(fruit(rows).time("who"))) {
      assertArrayEquals(
          new double[] {
            Instant.parse("2024-02-29T00:00:00Z").getEpochSecond(),
            Instant.parse("2024-02-29T16:30:00Z").getEpochSecond() + 0.25,
            Instant.parse("2024-02-29T18:30:00Z").getEpochSecond()
          },
          times(data.train()));
    }
  }

  @Test
  void theyAreKeptInACache() throws IOException {
    String[] rows = {"1,2024-02-29,pear", "2,2024-03-01,apple"};
    for (int i = 0; i < 2; i++) {
      CsvBuilder kept = fruit(rows).cache(folder.resolve("cache"));
      Files.setLastModifiedTime(folder.resolve("fruit.csv"), FileTime.fromMillis(1000));
      try (Dataset groups = load(kept.group("who"))) {
        assertEquals(List.of("2024-02-29", "2024-03-01"), groups(groups.train()));
      }
      CsvBuilder other = Csv.builder(folder.resolve("fruit.csv")).label("kind").time("who");
      try (Dataset times = load(other.cache(folder.resolve("cache")))) {
        assertEquals(86_400, times(times.train())[1] - times(times.train())[0]);
      }
      Path test = file("test.csv", "1,5,pear");
      assertRefused(
          () -> load(other.testFile(test)),
          "test.csv, line 2, column 'who': the time is a number, but the rows to train with have a"
              + " date");
    }
  }

  private static double[] weights(Samples samples) {
    SampleWeights weights = samples.weights().orElseThrow();
    return IntStream.range(0, samples.size()).mapToDouble(weights.weight()).toArray();
  }

  @Test
  void weightsAreNoInput() throws IOException {
    String[] rows = {"1,2,pear", "4,,", "2,0.5,apple", "3,1e3,pear"};
    for (int i = 0; i < 2; i++) {
      CsvBuilder kept = fruit(rows).weight("who").cache(folder.resolve("cache"));
      Files.setLastModifiedTime(folder.resolve("fruit.csv"), FileTime.fromMillis(1000));
      try (Dataset data = load(kept)) {
        assertEquals(Shape.of(1), data.inputShape());
        assertArrayEquals(new double[] {2, 0.5, 1000}, weights(data.train()));
        assertArrayEquals(
            new double[] {1000, 2}, weights(new Subset(data.train(), new int[] {2, 0})));
      }
    }
    String both = "length,who,n,kind\n1,a,2,pear\n2,b,3,apple\n";
    Path file = Files.writeString(folder.resolve("both.csv"), both);
    CsvBuilder settings = Csv.builder(file).label("kind").group("who").weight("n");
    try (Dataset data = load(settings)) {
      assertEquals(List.of("a", "b"), groups(data.train()));
      assertArrayEquals(new double[] {2, 3}, weights(data.train()));
    }
    try (Dataset data = load(fruit("1,2,pear", "2,3,apple"))) {
      assertEquals(Optional.empty(), data.train().weights());
    }
    for (String wrong : List.of("", "-1", "NaN", "1e39", "x")) {
      assertRefused(
          () -> load(fruit("1,1,pear", "2," + wrong + ",apple").weight("who")),
          "fruit.csv, line 3, column 'who': '" + wrong + "' is no weight");
    }
  }

  @Test
  void whatCannotDivideRowsIsRefused() throws IOException {
    String[] empty = {"1,a,pear", "2,,apple"};
    assertRefused(
        () -> load(fruit(empty).group("who")),
        "fruit.csv, line 3, column 'who': '' is no group",
        "give each row one");
    assertRefused(
        () -> load(fruit("1,NA,pear", "2,b,apple").group("who")),
        "'NA' is no group",
        "take it out of missing-marks");
    assertRefused(
        () -> load(fruit(empty).group("person")), "no column 'person', which the key group names");
    assertRefused(
        () -> load(fruit("1,2024-02-30,pear", "2,3,apple").time("who")),
        "line 2, column 'who': '2024-02-30' is neither a number nor a date");
    assertRefused(
        () -> load(fruit("1,2024,pear", "2,2024-03-01,apple").time("who")),
        "line 3, column 'who': the time is a date, but rows before have a number");
    assertRefused(
        IllegalArgumentException.class,
        () -> fruit(empty).group("who").time("length").build(),
        "by the group in 'who' or by the time in 'length'; leave group or time out");
    assertRefused(
        IllegalArgumentException.class,
        () -> fruit(empty).group("kind").build(),
        "'kind' is named twice");
  }
}
