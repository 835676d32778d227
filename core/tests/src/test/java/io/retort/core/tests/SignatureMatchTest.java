package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Signature;
import io.retort.core.data.SignatureMatch;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SignatureMatchTest {
  private static final InputColumn AGE =
      new InputColumn.Numeric("age", new Standardization(30, 10), 30);
  private static final InputColumn FARE =
      new InputColumn.Numeric("fare", new Standardization(5, 2), 5);

  private static InputColumn.Categorical port(UnknownCategory unknown, String... categories) {
    return new InputColumn.Categorical("port", List.of(categories), categories[0], unknown);
  }

  @Test
  void sameColumnsStayAsTheyAreToTheBit() {
    List<InputColumn> columns = List.of(AGE, port(UnknownCategory.IGNORE, "C", "S"), FARE);
    RowMapping mapping = SignatureMatch.inputs(columns, columns);
    assertTrue(mapping.isIdentity());
    float[] row = {0.1f, 1, 0, -0.3f};
    assertArrayEquals(row, mapping.apply(row), 0);
  }

  @Test
  void columnsInAnotherOrderAreFoundByTheirNames() {
    RowMapping mapping = SignatureMatch.inputs(List.of(AGE, FARE), List.of(FARE, AGE));
    assertFalse(mapping.isIdentity());
    assertArrayEquals(new float[] {2, 1}, mapping.apply(new float[] {1, 2}), 0);
  }

  @Test
  void numbersAreBroughtToTheScaleOfTheModel() {
    InputColumn taught = new InputColumn.Numeric("age", new Standardization(20, 5), 20);
    // 1 deviation above 30 is 40, which is 4 deviations of 5 above 20.
    assertArrayEquals(
        new float[] {4},
        SignatureMatch.inputs(List.of(AGE), List.of(taught)).apply(new float[] {1}),
        1e-6f);
  }

  @Test
  void aColumnThatNeverChangedForTheModelIsZeroForIt() {
    InputColumn taught = new InputColumn.Numeric("age", new Standardization(20, 0), 20);
    assertArrayEquals(
        new float[] {0},
        SignatureMatch.inputs(List.of(AGE), List.of(taught)).apply(new float[] {1}),
        0);
  }

  @Test
  void categoriesAreFoundByTheirNames() {
    RowMapping mapping =
        SignatureMatch.inputs(
            List.of(port(UnknownCategory.IGNORE, "C", "Q", "S")),
            List.of(port(UnknownCategory.IGNORE, "S", "Q", "X", "C")));
    assertArrayEquals(new float[] {0, 0, 0, 1}, mapping.apply(new float[] {1, 0, 0}), 0);
    assertArrayEquals(new float[] {1, 0, 0, 0}, mapping.apply(new float[] {0, 0, 1}), 0);
  }

  @Test
  void strangeCategoriesAreTreatedAsTheModelWants() {
    List<InputColumn> data = List.of(port(UnknownCategory.IGNORE, "C", "Q"));
    assertArrayEquals(
        new float[] {0},
        SignatureMatch.inputs(data, List.of(port(UnknownCategory.IGNORE, "C")))
            .apply(new float[] {0, 1}),
        0);
    assertArrayEquals(
        new float[] {0, 1},
        SignatureMatch.inputs(data, List.of(port(UnknownCategory.OWN, "C")))
            .apply(new float[] {0, 1}),
        0);
    assertMisfit(
        () -> SignatureMatch.inputs(data, List.of(port(UnknownCategory.REFUSE, "C"))),
        "[Q]",
        "'port'");
  }

  @Test
  void missingColumnsAndColumnsOfAnotherKindAreRefused() {
    assertMisfit(() -> SignatureMatch.inputs(List.of(AGE), List.of(AGE, FARE)), "[fare]", "[age]");
    InputColumn age =
        new InputColumn.Categorical("age", List.of("old"), "old", UnknownCategory.OWN);
    assertMisfit(
        () -> SignatureMatch.inputs(List.of(age), List.of(AGE)), "categories", "'age'", "numbers");
  }

  @Test
  void classesInAnotherOrderAreFoundByTheirNames() {
    Signature taught = taught(new Task.SingleLabel(List.of("cat", "dog", "eel")));
    RowMapping mapping =
        SignatureMatch.outputs(
            taught, new Head("label", new Task.SingleLabel(List.of("eel", "cat", "dog"))));
    assertArrayEquals(new float[] {3, 1, 2}, mapping.apply(new float[] {1, 2, 3}), 0);
  }

  @Test
  void otherClassesAreRefusedAndNamed() {
    Signature taught = taught(new Task.SingleLabel(List.of("cat", "dog")));
    assertMisfit(
        () ->
            SignatureMatch.outputs(
                taught, new Head("label", new Task.SingleLabel(List.of("cat", "hound")))),
        "[cat, hound]",
        "[cat, dog]");
    assertMisfit(
        () ->
            SignatureMatch.outputs(
                taught, new Head("label", new Task.MultiLabel(List.of("cat", "dog")))),
        "labels",
        "classes");
  }

  @Test
  void valuesAreBroughtToTheScaleOfTheData() {
    Signature taught =
        taught(new Task.Regression(List.of("price"), List.of(new Standardization(100, 20))));
    Head data =
        new Head(
            "label", new Task.Regression(List.of("price"), List.of(new Standardization(90, 10))));
    // 100 + 2 · 20 = 140 is 5 deviations of 10 above 90.
    assertEquals(5, SignatureMatch.outputs(taught, data).apply(new float[] {2})[0], 1e-6f);
  }

  @Test
  void headsAreFoundByTheirNamesWhereThereAreSeveral() {
    Signature taught =
        new Signature(
            new InputPreparation.Values(),
            List.of(
                new Head("kind", new Task.SingleLabel(List.of("a", "b"))),
                new Head("size", new Task.Regression(List.of("size")))));
    assertTrue(SignatureMatch.outputs(taught, taught.heads().get(1)).isIdentity());
    assertMisfit(
        () -> SignatureMatch.outputs(taught, new Head("weight", taught.heads().get(1).task())),
        "'weight'",
        "[kind, size]");
  }

  private static Signature taught(Task task) {
    return new Signature(new InputPreparation.Values(), List.of(new Head("label", task)));
  }

  private static void assertMisfit(Executable match, String... parts) {
    RetortException misfit = assertRefused(match, parts);
    assertTrue(misfit.getMessage().startsWith("the data"), misfit.getMessage());
  }
}
