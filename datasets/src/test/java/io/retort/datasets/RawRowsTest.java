package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.MissingValues;
import io.retort.core.data.OneDomain;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestContext;
import io.retort.testkit.TwoDomains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cells of a table, as they were before they became inputs. */
class RawRowsTest {
  @TempDir private Path folder;

  private Dataset load(CsvBuilder settings, String text) throws IOException {
    Files.writeString(folder.resolve("t.csv"), text);
    Csv csv = settings.label("kind").categorical("colour").missing(MissingValues.FILL).build();
    return CsvFiles.load(csv, new TestContext(folder, 1));
  }

  private static CsvBuilder table() {
    return Csv.builder(Path.of("t.csv"));
  }

  private static RawRows rows(Samples samples) {
    return samples.rows().orElseThrow();
  }

  @Test
  void cellsAreNumbersAndTextsWithoutThoseThatAreMissing() throws IOException {
    try (Dataset data =
        load(table(), "length,colour,kind\n1.5,red,pear\n?,green,apple\n5,,pear\n")) {
      assertEquals(Map.of("length", 1.5, "colour", "red"), rows(data.train()).row(0));
      assertEquals(Map.of("colour", "green"), rows(data.train()).row(1));
      assertEquals(Map.of("length", 5.0), rows(data.train()).row(2));
    }
  }

  @Test
  void partsOfAListHaveTheRowsOfTheirOwnSamples() throws IOException {
    try (Dataset data = load(table(), "length,colour,kind\n1,a,x\n2,b,y\n3,c,x\n")) {
      Samples train = data.train();

      assertEquals(3.0, rows(new Subset(train, new int[] {2, 0})).row(0).get("length"));
      Samples second = OneDomain.of(new TwoDomains(train, sample -> sample != 1), 1);
      assertEquals(3.0, rows(second).row(1).get("length"));
      Samples joined = new JoinedSamples(train, new Subset(train, new int[] {1}));
      assertEquals(
          List.of(1.0, 2.0, 3.0, 2.0),
          List.of(0, 1, 2, 3).stream()
              .map(sample -> rows(joined).row(sample).get("length"))
              .toList());
    }
  }

  /** Rows without labels of the table itself come first, and the batches run across. */
  @Test
  void streamsHaveTheRowsThatWereReadLast() throws IOException {
    Files.writeString(folder.resolve("new.csv"), "colour,length\na,6\nb,7\nc,8\n");
    String text = "length,colour,kind\n1,a,x\n2,b,y\n3,a,\n4,b,\n5,a,\n";
    try (Dataset data = load(table().unlabelled(Path.of("new.csv")), text);
        SampleStream stream = data.unlabelled().orElseThrow()) {
      assertEquals(List.of(3.0, 4.0, 5.0, 6.0, 7.0, 8.0), lengths(stream, data));
      assertEquals(List.of(1.0, 2.0), lengths(SampleStream.of(data.train()), data));
    }
  }

  private static List<Object> lengths(SampleStream stream, Dataset data) {
    List<Object> lengths = new ArrayList<>();
    try (Tensor batch = Tensor.allocate(data.inputShape().batch(2))) {
      for (int count = stream.read(batch); count > 0; count = stream.read(batch)) {
        RawRows rows = stream.rows().orElseThrow();
        for (int i = 0; i < count; i++) {
          lengths.add(rows.row(i).get("length"));
        }
      }
    }
    return lengths;
  }

  @Test
  void dataThatAreNoTableHaveNone() {
    try (Dataset digits = new Digits(ImageShape.IMAGE).load()) {
      assertTrue(digits.train().rows().isEmpty());
    }
  }
}
