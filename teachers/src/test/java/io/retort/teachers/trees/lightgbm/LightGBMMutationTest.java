package io.retort.teachers.trees.lightgbm;

import io.retort.teachers.LightGBMTeacherSettings;
import io.retort.teachers.trees.TreeMutations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed files of LightGBM. */
class LightGBMMutationTest {

  @ParameterizedTest
  @CsvSource({
    "lightgbm-values.txt, false",
    "lightgbm-classes.txt, true",
    "lightgbm-zero-missing.txt, false",
    "lightgbm-linear.txt, false"
  })
  void changedFilesAreReadOrRefused(String model, boolean classes) {
    TreeMutations.assertReadOrRefused(
        model,
        classes,
        new LightGBMTeacherProvider(),
        (file, categories) ->
            new LightGBMTeacherSettings(file, List.of(), categories, Map.of(), Optional.empty()));
  }
}
