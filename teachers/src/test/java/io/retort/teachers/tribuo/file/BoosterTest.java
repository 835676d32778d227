package io.retort.teachers.tribuo.file;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.retort.teachers.file.DamagedModelException;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

class BoosterTest {
  private static final ModelDomain VALUE = new ModelDomain(2, List.of("value"), false);

  @Test
  void checkedBoostersPredictByTheirTrees() throws Exception {
    byte[] checked = Booster.checked(new HandMadeBooster().bytes(), VALUE);
    DMatrix rows = new DMatrix(new float[] {7, 0.2f, 7, 0.3f, 7, Float.NaN}, 3, 2, Float.NaN);
    float[][] outputs = XGBoost.loadModel(new ByteArrayInputStream(checked)).predict(rows);
    // Where the feature is missing the right child is the default one.
    assertArrayEquals(new float[][] {{10.5f}, {20.5f}, {20.5f}}, outputs);
  }

  @Test
  void whatIsCheckedStaysAsItIs() throws DamagedModelException {
    ByteString once = ByteString.copyFrom(Booster.checked(new HandMadeBooster().bytes(), VALUE));
    assertEquals(once, ByteString.copyFrom(Booster.checked(once, VALUE)));
  }

  @Test
  void deletedNodesMayRemain() throws DamagedModelException {
    HandMadeBooster booster = new HandMadeBooster();
    int[][] three = booster.fields;
    booster.fields = new int[][] {three[0], three[1], three[2], {77, 99, -5, -1, 0}};
    booster.nodes = 4;
    booster.deleted = 1;
    assertTrue(Booster.checked(booster.bytes(), VALUE).length > 0);
  }

  @Test
  void boostersThatWouldEndTheProcessAreRefused() {
    Map<String, Consumer<HandMadeBooster>> faults = new LinkedHashMap<>();
    faults.put("the child 3,", booster -> booster.fields[0][2] = 3);
    faults.put("the child -7,", booster -> booster.fields[0][1] = -7);
    faults.put("the child 1,", booster -> booster.fields[0][2] = 1);
    faults.put("the child 0,", booster -> booster.fields[1][1] = 0);
    faults.put("3 nodes, of which 1 are in use", booster -> booster.fields[0][1] = -1);
    faults.put("0 deleted", booster -> booster.deleted = 1);
    faults.put("the feature 2 of 2", booster -> booster.fields[0][3] = 2);
    faults.put("the feature 2147483647 of 2", booster -> booster.fields[0][3] = -1);
    faults.put(
        "holds no number", booster -> booster.fields[0][4] = Float.floatToIntBits(Float.NaN));
    faults.put("gives Infinity", booster -> booster.fields[2][4] = 0x7f800000);
    faults.put("2000000000 elements", booster -> booster.nodes = 2_000_000_000);
    faults.put("-1 nodes", booster -> booster.nodes = -1);
    faults.put("0 roots", booster -> booster.roots = 0);
    faults.put("100000000 elements", booster -> booster.trees = 100_000_000);
    faults.put("-1 trees", booster -> booster.trees = -1);
    faults.put("0 for each step", booster -> booster.parallel = 0);
    faults.put("vectors of 5", booster -> booster.leafVector = 5);
    faults.put("for the output 1 of 1", booster -> booster.group = 1);
    faults.put("for the output -1 of 1", booster -> booster.group = -1);
    faults.put("for 3 features", booster -> booster.features = 3);
    faults.put("for 1000000 classes", booster -> booster.classes = 1_000_000);
    faults.put("predicts 9 values", booster -> booster.targets = 9);
    faults.put("version 0.6", booster -> booster.version = 0);
    faults.put("starts from NaN", booster -> booster.firstGuess = Float.NaN);
    faults.put("trained for 'multi:softprob'", booster -> booster.objective = "multi:softprob");
    faults.put("made of 'gbwood'", booster -> booster.kind = "gbwood");
    faults.put("9223372036854775807 elements", booster -> booster.attributeLength = Long.MAX_VALUE);
    faults.put("5 bytes follow", booster -> booster.rest = "rest!");
    faults.forEach(
        (clause, fault) -> {
          HandMadeBooster booster = new HandMadeBooster();
          fault.accept(booster);
          assertDamaged(clause, booster.bytes());
        });
  }

  @Test
  void otherFormatsOfXGBoostAreRefused() {
    assertDamaged("binary format", ByteString.copyFromUtf8("{\"learner\":{}}"));
    assertDamaged("binary format", ByteString.copyFromUtf8("{L\u0000\u0000\u0000\u0000"));
    assertDamaged("ends too early", ByteString.EMPTY);
  }

  @Test
  void truncatedBoostersAreRefusedAtEveryLength() {
    ByteString whole = new HandMadeBooster().bytes();
    for (int length = 0; length < whole.size(); length++) {
      assertDamaged("", whole.substring(0, length));
    }
  }

  private static void assertDamaged(String clause, ByteString bytes) {
    assertRefused(DamagedModelException.class, () -> Booster.checked(bytes, VALUE), clause);
  }
}
