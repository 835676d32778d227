package io.retort.teachers.trees.xgboost;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.TreeObjective;
import io.retort.teachers.trees.TreeObjective.Form;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * What a booster was trained for. A file has the first guess as a prediction, of which the inverse
 * of what makes predictions of sums is what sums start from.
 */
enum XGBoostObjective {
  LOGITS(Form.LOGITS, "binary:logistic"),
  RAW_LOGITS(Form.LOGITS, "binary:logitraw"),
  SHARES(Form.SHARES, "reg:logistic"),
  CLASSES(Form.SOFTMAX, "multi:softprob", "multi:softmax"),
  VALUES(
      Form.VALUES,
      "reg:squarederror",
      "reg:linear",
      "reg:squaredlogerror",
      "reg:pseudohubererror",
      "reg:absoluteerror",
      "reg:quantileerror"),
  EXPONENTIALS(Form.VALUES, "count:poisson", "reg:gamma", "reg:tweedie");

  private final Form form;

  /** All names, with blanks between them. */
  private final String names;

  XGBoostObjective(Form form, String... names) {
    this.form = form;
    this.names = String.join(" ", names);
  }

  private List<String> names() {
    return List.of(names.split(" "));
  }

  /** The objective of a name. */
  static XGBoostObjective of(String name) throws DamagedModelException {
    return Arrays.stream(values())
        .filter(each -> each.names().contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DamagedModelException(
                    "it was trained for "
                        + Echo.quoted(name)
                        + ", which gives a student nothing to learn",
                    "train it for one of "
                        + Arrays.stream(values())
                            .flatMap(each -> each.names().stream())
                            .collect(Collectors.joining(", "))));
  }

  /** What it says of sums. */
  TreeObjective objective(String name) {
    DoubleUnaryOperator value = this == EXPONENTIALS ? Math::exp : sum -> sum;
    return form == Form.VALUES
        ? TreeObjective.values(name, value)
        : TreeObjective.logits(name, form, 1);
  }

  /** What sums start from. */
  float start(float guess) throws DamagedModelException {
    double start =
        switch (this) {
          case LOGITS, SHARES -> -Math.log(1 / (double) guess - 1);
          case EXPONENTIALS -> Math.log(guess);
          case RAW_LOGITS, CLASSES, VALUES -> guess;
        };
    if (!Double.isFinite(start)) {
      throw new DamagedModelException("its base_score is " + guess);
    }
    return (float) start;
  }
}
