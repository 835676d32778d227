package io.retort.teachers.tribuo.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a booster was trained for, which says how its sums become outputs. */
enum TribuoBoosterObjective {
  PROBABILITIES("multi:softprob", true, "softmax_multiclass_param", "num_class"),
  SQUARED_ERROR("reg:squarederror", false, "reg_loss_param", "scale_pos_weight"),
  GAMMA("reg:gamma", false, "", ""),
  TWEEDIE("reg:tweedie", false, "tweedie_regression_param", "tweedie_variance_power"),
  // Its name is misspelt in XGBoost.
  PSEUDO_HUBER("reg:pseudohubererror", false, "pseduo_huber_param", "huber_slope");

  private final String word;
  private final boolean classes;
  private final String section;
  private final String key;

  TribuoBoosterObjective(String word, boolean classes, String section, String key) {
    this.word = word;
    this.classes = classes;
    this.section = section;
    this.key = key;
  }

  static Optional<TribuoBoosterObjective> of(String word, boolean classes) {
    return Arrays.stream(values())
        .filter(objective -> objective.word.equals(word) && objective.classes == classes)
        .findFirst();
  }

  static List<String> words(boolean classes) {
    return Arrays.stream(values())
        .filter(objective -> objective.classes == classes)
        .map(objective -> objective.word)
        .toList();
  }

  String word() {
    return word;
  }

  /** Whether the output is the exponential of the sum, so that the first guess is above zero. */
  boolean isExponential() {
    return this == GAMMA || this == TWEEDIE;
  }

  /**
   * The settings as XGBoost keeps them with a model, in JSON. But for the number of classes they
   * matter in training alone.
   */
  String settings(int classes) {
    String value =
        switch (this) {
          case PROBABILITIES -> Integer.toString(classes);
          case TWEEDIE -> "1.5";
          default -> "1";
        };
    String settings =
        section.isEmpty() ? "" : ",\"" + section + "\":{\"" + key + "\":\"" + value + "\"}";
    return "{\"name\":\"" + word + "\"" + settings + "}";
  }
}
