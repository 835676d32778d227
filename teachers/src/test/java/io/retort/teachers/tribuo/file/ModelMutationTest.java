package io.retort.teachers.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.teachers.file.DamagedModelException;
import io.retort.testkit.MutatedFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Changed models of every kind: whatever passes the check also predicts. */
class ModelMutationTest {
  private static final List<String> WHOLE =
      List.of(
          "tree",
          "forest",
          "adaboost",
          "machine",
          "machine with probabilities",
          "boosted GBTREE",
          "joint tree of values",
          "trees of values",
          "machines of values, standardized true",
          "boosted LINEAR");

  private static final List<String> BOOSTERS =
      List.of("boosted GBTREE", "boosted DART", "boosted LINEAR", "boosted TWEEDIE");

  static Stream<String> whole() {
    return WHOLE.stream();
  }

  static Stream<String> boosters() {
    return BOOSTERS.stream();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void changedModelsPredictOrAreRefused(String kind) throws InvalidProtocolBufferException {
    ModelProto whole = TribuoModels.all().get(kind).serialize();
    MutatedFiles.assertReadOrRefused(
        "Tribuo's " + kind, whole.toByteArray(), 100, ModelMutationTest::use);
    MutatedFiles.assertReadOrRefused(
        "Tribuo's " + kind + " without provenance",
        MessageChanges.withoutProvenance(whole).toByteArray(),
        200,
        ModelMutationTest::use);
  }

  /** Only the booster is changed, so that no other check catches it. */
  @ParameterizedTest
  @MethodSource("boosters")
  void changedBoostersPredictOrAreRefused(String kind) throws InvalidProtocolBufferException {
    ModelProto message = TribuoModels.all().get(kind).serialize();
    XGBoostModelProto content = message.getSerializedData().unpack(XGBoostModelProto.class);
    MutatedFiles.assertReadOrRefused(
        "XGBoost's booster, " + kind,
        content.getModels(0).toByteArray(),
        300,
        changed -> {
          XGBoostModelProto other =
              content.toBuilder().setModels(0, ByteString.copyFrom(changed)).build();
          use(message.toBuilder().setSerializedData(Any.pack(other)).build().toByteArray());
        });
  }

  private static void use(byte[] bytes) {
    Model<?> model;
    try {
      model = new TribuoModelReader().read(bytes);
    } catch (DamagedModelException damaged) {
      throw new RetortException(ErrorKind.DATA, damaged.getMessage(), damaged);
    }
    if (model.validate(Label.class)) {
      predict(model.castModel(Label.class), LabelFactory.UNKNOWN_LABEL);
    } else {
      predict(model.castModel(Regressor.class), RegressionFactory.UNKNOWN_REGRESSOR);
    }
  }

  private static <T extends Output<T>> void predict(Model<T> model, T unknown) {
    // The names may have changed as well; a stranger's features are none.
    List<String> names = model.getFeatureIDMap().keySet().stream().sorted().toList();
    for (double[] row : TribuoModels.rows().subList(0, 6)) {
      model.predict(TribuoModels.example(unknown, names, row));
    }
  }
}
