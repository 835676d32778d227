package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.RowListener;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.UnknownCategory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {
  private static final List<String> COLOURS = List.of("blue", "red");

  private static RowEncoder encoder(UnknownCategory unknown) {
    return new RowEncoder(table(unknown, TableFormat.USUAL));
  }

  private static InputPreparation.Table table(UnknownCategory unknown, TableFormat format) {
    return new InputPreparation.Table(
        List.of(
            new InputColumn.Numeric("age", new Standardization(40, 10), 35),
            new InputColumn.Categorical("colour", COLOURS, "red", unknown)),
        format);
  }

  private final RowEncoder strict = encoder(UnknownCategory.REFUSE);

  private void assertRowRefused(Map<String, ?> row, String... parts) {
    assertRefused(() -> strict.encode(row), parts);
  }

  @Test
  void numbersAreScaledAndCategoriesAreOne() {
    float[] expected = {2, 1, 0};
    assertArrayEquals(expected, strict.encode(Map.of("age", 60, "colour", "blue")));
    assertArrayEquals(expected, strict.encode(Map.of("age", " 6e1 ", "colour", "blue")));
    assertArrayEquals(expected, strict.encode(Map.of("age", 60.0, "colour", "blue", "more", "x")));
    // An em space, which Java's parser of numbers would not take for a blank.
    assertArrayEquals(expected, strict.encode(Map.of("age", "\u200360", "colour", "blue")));
    assertEquals(3, strict.width());
    assertArrayEquals(
        strict.encode(Map.of("age", 1, "colour", "red")),
        strict.encode(Map.of("age", true, "colour", "red")));
    assertArrayEquals(
        strict.encode(Map.of("age", 0, "colour", "red")),
        strict.encode(Map.of("age", false, "colour", "red")));
  }

  @Test
  void whatIsMissingIsFilledAsInTraining() {
    Map<String, Object> row = new HashMap<>();
    row.put("age", null);
    row.put("colour", null);
    assertArrayEquals(new float[] {-0.5f, 0, 1}, strict.encode(row));
    assertArrayEquals(new float[] {-0.5f, 0, 1}, strict.encode(Map.of("age", "?", "colour", "NA")));
  }

  @Test
  void whatIsMissingIsRefusedWhereTheTableHadToBeComplete() {
    RowEncoder complete =
        new RowEncoder(
            table(
                UnknownCategory.REFUSE,
                new TableFormat(true, ',', '.', List.of("none"), MissingValues.ERROR)));
    String message =
        assertThrows(
                RetortException.class, () -> complete.encode(Map.of("age", 1, "colour", "none")))
            .getMessage();
    assertTrue(message.contains("'colour' has no value"), message);
    assertArrayEquals(new float[] {2, 0, 1}, complete.encode(Map.of("age", 60, "colour", "red")));
  }

  @Test
  void textsAreReadAsTheTableWritesThem() {
    RowEncoder german =
        new RowEncoder(
            new InputPreparation.Table(
                List.of(
                    new InputColumn.Numeric("age", new Standardization(0, 1), 0),
                    new InputColumn.Categorical(
                        "size", List.of("2,5", "3"), "3", UnknownCategory.REFUSE)),
                new TableFormat(true, ';', ',', List.of(""), MissingValues.FILL)));
    assertArrayEquals(new float[] {1.5f, 1, 0}, german.encode(Map.of("age", "1,5", "size", "2,5")));
    assertArrayEquals(new float[] {1.5f, 1, 0}, german.encode(Map.of("age", 1.5, "size", 2.5)));
    assertThrows(RetortException.class, () -> german.encode(Map.of("age", "1.5", "size", 3)));
  }

  @ParameterizedTest
  @ValueSource(chars = {';', '\'', ' ', '\u066b'})
  void aTableHasPointsOrCommasBeforeFractions(char mark) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new TableFormat(true, '\t', mark, List.of(), MissingValues.FILL))
            .getMessage();
    assertTrue(message.endsWith("is '.' or ',', not '" + mark + "'"), message);
  }

  @Test
  void whatIsWorthCountingIsTold() {
    List<String> told = new ArrayList<>();
    RowListener listener =
        new RowListener() {
          @Override
          public void filled(InputColumn column) {
            told.add("filled " + column.name());
          }

          @Override
          public void unknown(InputColumn column) {
            told.add("unknown " + column.name());
          }

          @Override
          public void passedOver(String column) {
            told.add("passed over " + column);
          }
        };
    encoder(UnknownCategory.IGNORE)
        .encode(Map.of("age", "", "colour", "green", "name", "x"), listener);
    assertEquals(List.of("passed over name", "filled age", "unknown colour"), told);
  }

  @Test
  void aNumberIsTheCategoryThatATableWrites() {
    RowEncoder digits =
        new RowEncoder(
            new InputPreparation.Table(
                List.of(
                    new InputColumn.Categorical(
                        "size", List.of("2.5", "3", "true"), "3", UnknownCategory.REFUSE)),
                TableFormat.USUAL));
    assertArrayEquals(new float[] {0, 1, 0}, digits.encode(Map.of("size", 3)));
    assertArrayEquals(new float[] {0, 1, 0}, digits.encode(Map.of("size", 3.0)));
    assertArrayEquals(new float[] {1, 0, 0}, digits.encode(Map.of("size", 2.5)));
    assertArrayEquals(new float[] {0, 0, 1}, digits.encode(Map.of("size", true)));
  }

  @Test
  void unknownCategoriesAreTreatedAsTheSettingSays() {
    Map<String, ?> row = Map.of("age", 40, "colour", "green");
    assertArrayEquals(new float[] {0, 0, 0}, encoder(UnknownCategory.IGNORE).encode(row));
    assertArrayEquals(new float[] {0, 0, 0, 1}, encoder(UnknownCategory.OWN).encode(row));
    assertRowRefused(row, "column 'colour' has the category 'green'", "blue, red");
  }

  @Test
  void cellsThatMeanNothingAreRefusedByTheirColumn() {
    assertRowRefused(
        Map.of("age", "old", "colour", "red"), "column 'age'", "'old'", "not a number");
    assertRowRefused(Map.of("age", "0x1p3", "colour", "red"), "'0x1p3', which is not a number");
    assertRowRefused(Map.of("age", Double.NaN, "colour", "red"), "NaN", "not a finite");
    assertRowRefused(Map.of("age", 1e300, "colour", "red"), "1.0E300", "not a finite");
    assertRowRefused(Map.of("age", List.of(), "colour", "red"), "column 'age'", "not a number");
    assertRowRefused(
        Map.of("age", 1, "colour", List.of()), "a list, where a text or a number belongs");
    assertRowRefused(Map.of("age", 1, "colour", Map.of()), "a mapping, where a text or a number");
  }

  @Test
  void aRowWithoutAColumnIsRefusedWithWhatItHas() {
    assertRowRefused(Map.of("Age", 1, "colour", "red"), "lacks the columns [age]", "and has [Age]");
  }
}
