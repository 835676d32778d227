package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.core.data.DecimalNumber;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.TreeModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a booster, of which the fields stand in any order: see {@code doc/model.schema} and {@code
 * Learner::SaveModel}, {@code GBTreeModel::SaveModel} and {@code RegTree::SaveModel} in XGBoost.
 */
final class BoosterReader {
  private final ModelValues values;
  private final BoosterModel model;
  private final Map<String, String> attributes = new HashMap<>();
  private List<String> names = List.of();
  private String booster = "";
  private String objective = "";
  private String guess = "";
  private int features = -1;
  private int classes;
  private int targets = 1;

  private BoosterReader(ModelValues values) {
    this.values = values;
    this.model = new BoosterModel(values);
  }

  /**
   * Reads a model.
   *
   * @param values the file
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @param file the file, for messages
   */
  static TreeModel read(ModelValues values, Optional<Integer> rounds, Path file)
      throws DamagedModelException {
    BoosterReader reader = new BoosterReader(values);
    values.object(
        field -> {
          if (!field.equals("learner")) {
            return false;
          }
          values.object(reader::readLearner);
          return true;
        });
    values.end();
    return reader.model(rounds, file);
  }

  private boolean readLearner(String field) throws DamagedModelException {
    switch (field) {
      case "attributes" -> values.object(this::readAttribute);
      case "feature_names" -> names = values.texts();
      case "gradient_booster" -> values.object(this::readBooster);
      case "learner_model_param" -> values.object(this::readParameter);
      case "objective" -> values.object(name -> name.equals("name") && readObjective());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readAttribute(String name) throws DamagedModelException {
    attributes.put(name, values.text());
    return true;
  }

  private boolean readObjective() throws DamagedModelException {
    objective = values.text();
    return true;
  }

  private boolean readParameter(String field) throws DamagedModelException {
    switch (field) {
      case "base_score" -> guess = values.text();
      case "num_class" -> classes = values.count();
      case "num_feature" -> features = values.count();
      case "num_target" -> targets = Math.max(1, values.count());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readBooster(String field) throws DamagedModelException {
    switch (field) {
      case "name" -> booster = values.text();
      case "model" -> values.object(model::read);
      case "gbtree" -> values.object(name -> name.equals("model") && readForest());
      case "weight_drop" -> model.readTreeWeights();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readForest() throws DamagedModelException {
    values.object(model::read);
    return true;
  }

  private TreeModel model(Optional<Integer> rounds, Path file) throws DamagedModelException {
    unless(!objective.isEmpty() && features >= 0, "it has not the fields of a model of XGBoost");
    unless(
        names.isEmpty() || names.size() == features,
        "it has " + names.size() + " names for " + features + " features");
    unless(
        classes <= 1 || targets == 1,
        "it predicts " + targets + " heads of " + classes + " classes each");
    XGBoostObjective kind = XGBoostObjective.of(objective);
    float[] start = start(kind, Math.max(classes, targets));
    double[] sums = new double[start.length];
    Arrays.setAll(sums, output -> start[output]);
    return new TreeModel(
        features,
        names,
        false,
        model.categories(),
        model.margins(booster, features, start.length, rounds, file),
        sums,
        kind.objective(objective),
        true,
        rounds.isPresent() ? Optional.empty() : bestRound(file));
  }

  /** A number, or a list of one for each output, each as a prediction. */
  private float[] start(XGBoostObjective kind, int count) throws DamagedModelException {
    String[] guesses = guess.replaceAll("[\\[\\]\\s]", "").split(",", -1);
    unless(
        guesses.length == 1 || guesses.length == count,
        "it has " + guesses.length + " base scores for " + count + " outputs");
    unless(
        count == 1 || guesses.length == count || count <= model.outputs(),
        "it has " + count + " outputs, and fewer trees");
    // A linear model starts all of its outputs from the first one.
    boolean same = guesses.length == 1 || booster.equals(BoosterModel.LINEAR);
    float[] start = new float[count];
    for (int i = 0; i < count; i++) {
      String text = guesses[same ? 0 : i];
      unless(DecimalNumber.matches(text, '.'), "its base_score is " + Echo.quoted(guess));
      start[i] = kind.start(Float.parseFloat(text));
    }
    return start;
  }

  private Optional<String> bestRound(Path file) {
    String best = attributes.getOrDefault("best_iteration", "");
    if (!best.matches("[0-9]{1,8}")) {
      return Optional.empty();
    }
    return Optional.of(
        "The training of the model "
            + file
            + " was best after "
            + (Integer.parseInt(best) + 1)
            + " rounds; all of them are used, as XGBoost's Booster.predict does. Its interface for"
            + " scikit-learn takes the best ones: rounds: "
            + (Integer.parseInt(best) + 1));
  }
}
