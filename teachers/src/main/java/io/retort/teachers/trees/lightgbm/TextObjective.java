package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.core.data.DecimalNumber;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.TreeObjective;
import io.retort.teachers.trees.TreeObjective.Form;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a model was trained for, as its file says it: a name, and settings such as {@code
 * sigmoid:1}. See {@code ConvertOutput} of LightGBM's objectives.
 *
 * @param words the name, and settings behind it; none for an objective of the trainer's own, whose
 *     sums are the predictions
 */
record TextObjective(List<String> words) {

  TreeObjective objective() throws DamagedModelException {
    if (words.isEmpty()) {
      return TreeObjective.values("an objective of its own", sum -> sum);
    }
    String name = words.get(0);
    DoubleUnaryOperator value =
        words.contains("sqrt") ? sum -> Math.signum(sum) * sum * sum : sum -> sum;
    return switch (name) {
      case "binary" -> TreeObjective.logits(name, Form.LOGITS, sigmoid());
      case "multiclass" -> TreeObjective.logits(name, Form.SOFTMAX, 1);
      case "multiclassova" -> TreeObjective.logits(name, Form.ONE_VERSUS_ALL, sigmoid());
      case "cross_entropy" -> TreeObjective.logits(name, Form.SHARES, 1);
      case "regression", "regression_l1", "huber", "fair", "quantile", "mape" ->
          TreeObjective.values(name, value);
      case "poisson", "gamma", "tweedie" -> TreeObjective.values(name, Math::exp);
      case "cross_entropy_lambda" -> TreeObjective.values(name, sum -> Math.log1p(Math.exp(sum)));
      default ->
          throw new DamagedModelException(
              "it was trained for "
                  + Echo.quoted(name)
                  + ", which gives a student nothing to learn",
              "train it for binary, multiclass, multiclassova, cross_entropy or a kind of"
                  + " regression");
    };
  }

  private double sigmoid() throws DamagedModelException {
    String prefix = "sigmoid:";
    for (String word : words) {
      if (word.startsWith(prefix)) {
        String number = word.substring(prefix.length());
        boolean positive = DecimalNumber.matches(number, '.') && Double.parseDouble(number) > 0;
        unless(positive, "its objective has the setting " + Echo.quoted(word));
        return Double.parseDouble(number);
      }
    }
    return 1;
  }
}
