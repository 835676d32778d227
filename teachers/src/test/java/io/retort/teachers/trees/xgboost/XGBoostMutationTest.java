package io.retort.teachers.trees.xgboost;

import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TreeMutations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed files of XGBoost. */
class XGBoostMutationTest {

  @ParameterizedTest
  @CsvSource({
    "xgboost-values.json, false",
    "xgboost-values.ubj, false",
    "xgboost-classes.json, true",
    "xgboost-classes.ubj, true",
    "xgboost-dart.ubj, false",
    "xgboost-named.json, false",
    "xgboost-named.ubj, false",
    "xgboost-pandas.json, false",
    "xgboost-linear.json, false",
    "xgboost-linear.ubj, false",
    "xgboost-vectors-classes.json, true"
  })
  void changedFilesAreReadOrRefused(String model, boolean classes) {
    TreeMutations.assertReadOrRefused(
        model,
        classes,
        new XGBoostTeacherProvider(),
        (file, categories) ->
            new XGBoostTeacherSettings(file, List.of(), categories, Map.of(), Optional.empty()));
  }
}
