package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.tensor.Shape;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that a column of the table names. */
class CsvIdTest {
  @TempDir private Path folder;

  private Dataset load(CsvBuilder settings) {
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private CsvBuilder fruit(String... rows) throws IOException {
    Path file = folder.resolve("fruit.csv");
    Files.writeString(file, "length,nr,kind\n" + String.join("\n", rows) + "\n");
    return Csv.builder(file).label("kind").id("nr");
  }

  private static List<String> ids(Samples samples) {
    return IntStream.range(0, samples.size())
        .mapToObj(sample -> samples.id(sample).orElseThrow())
        .toList();
  }

  @Test
  void theColumnIsNoInput() throws IOException {
    try (Dataset data = load(fruit("1,a7,pear", "2,,apple", "3,a9,", "4,b,pear"))) {
      assertEquals(Shape.of(1), data.inputShape());
      assertEquals(List.of("a7", "", "b"), ids(data.train()), "of the samples with labels");
      assertEquals(Map.of("length", 1.0), data.train().rows().orElseThrow().row(0));
      assertEquals(List.of("b", "a7"), ids(new Subset(data.train(), new int[] {2, 0})));
      assertEquals(List.of("a7", "", "b"), ids(data.fit(IndexSet.of(0, 1)).train()));
    }
  }

  @Test
  void testSamplesHaveIdsOfTheirOwn() throws IOException {
    Path test = folder.resolve("test.csv");
    Files.writeString(test, "length,nr,kind\n5,a7,apple\n");
    try (Dataset data = load(fruit("1,a7,pear", "2,b,apple").testFile(test))) {
      assertEquals(List.of("a7"), ids(data.test().orElseThrow()));
    }
  }

  @Test
  void withoutTheKeyThereAreNone() throws IOException {
    CsvBuilder settings = Csv.builder(fruit("1,7,pear", "2,8,apple").build().file()).label("kind");
    try (Dataset data = load(settings)) {
      assertEquals(Optional.empty(), data.train().id(0));
      assertEquals(Shape.of(2), data.inputShape());
    }
  }

  @Test
  void anIdOfTwoSamplesIsRefused() throws IOException {
    CsvBuilder twice = fruit("1,a,pear", "2,b,apple", "3,a,pear");
    assertRefused(() -> load(twice), "line 4, column 'nr': 'a' is the id of line 2 too");
    assertRefused(() -> load(fruit("1,a,pear").id("number")), "no column 'number'", "key id");
    assertThrows(IllegalArgumentException.class, () -> fruit("1,a,pear").ignore("nr").build());
  }
}
