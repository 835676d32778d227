package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.core.data.DecimalNumber;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.Forest;
import io.retort.teachers.trees.Margins;
import io.retort.teachers.trees.Tree;
import io.retort.teachers.trees.TreeModel;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final Values values;
  private final List<Tree> trees = new ArrayList<>();
  private final Map<String, String> attributes = new HashMap<>();
  private List<String> names = List.of();
  private Map<Integer, List<String>> categories = Map.of();
  private String booster = "";
  private String objective = "";
  private String guess = "";
  private int features = -1;
  private int classes;
  private int targets = 1;
  private int parallel = 1;
  private int[] outputs = {};
  private int[] roundStarts = {};
  private float[] treeWeights = {};
  private float[] weights = {};

  private BoosterReader(Values values) {
    this.values = values;
  }

  /**
   * Reads a model.
   *
   * @param values the file
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @param file the file, for messages
   */
  static TreeModel read(Values values, Optional<Integer> rounds, Path file)
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
      case "model" -> values.object(this::readModel);
      case "gbtree" -> values.object(name -> name.equals("model") && readForest());
      case "weight_drop" -> treeWeights = values.numbers();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readForest() throws DamagedModelException {
    values.object(this::readModel);
    return true;
  }

  private boolean readModel(String field) throws DamagedModelException {
    switch (field) {
      case "cats" -> categories = CategoryNames.read(values);
      case "gbtree_model_param" ->
          values.object(
              name -> {
                if (!name.equals("num_parallel_tree")) {
                  return false;
                }
                parallel = Math.max(1, values.count());
                return true;
              });
      case "iteration_indptr" -> roundStarts = values.integers();
      case "tree_info" -> outputs = values.integers();
      case "trees" -> values.array(() -> trees.add(BoosterTree.read(values, trees.size())));
      case "weights" -> weights = values.numbers();
      case "weight_drop" -> treeWeights = values.numbers();
      default -> {
        return false;
      }
    }
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
    BoosterObjective kind = BoosterObjective.of(objective);
    float[] start = start(kind, Math.max(classes, targets));
    Margins margins =
        booster.equals("gblinear") ? linear(start.length) : forest(start.length, rounds, file);
    double[] sums = new double[start.length];
    Arrays.setAll(sums, output -> start[output]);
    return new TreeModel(
        features,
        names,
        categories,
        margins,
        sums,
        kind.objective(objective),
        true,
        rounds.isPresent() ? Optional.empty() : bestRound(file));
  }

  /** A number, or a list of one for each output, each as a prediction. */
  private float[] start(BoosterObjective kind, int count) throws DamagedModelException {
    String[] guesses = guess.replaceAll("[\\[\\]\\s]", "").split(",", -1);
    unless(
        guesses.length == 1 || guesses.length == count,
        "it has " + guesses.length + " base scores for " + count + " outputs");
    unless(
        (long) count <= Math.max(1, Math.max(trees.size(), weights.length)) || guesses.length > 1,
        "it has " + count + " outputs, and fewer trees");
    float[] start = new float[count];
    for (int i = 0; i < count; i++) {
      String text = guesses[guesses.length == 1 ? 0 : i];
      unless(DecimalNumber.matches(text, '.'), "its base_score is " + Echo.quoted(guess));
      start[i] = kind.start(Float.parseFloat(text));
    }
    return start;
  }

  private Margins linear(int count) throws DamagedModelException {
    unless(
        weights.length == (features + 1L) * count,
        "it has " + weights.length + " weights for " + features + " features");
    for (float weight : weights) {
      unless(Float.isFinite(weight), "one of its weights is " + weight);
    }
    return new LinearMargins(weights, count);
  }

  private Margins forest(int count, Optional<Integer> rounds, Path file)
      throws DamagedModelException {
    unless(
        booster.equals("gbtree") || booster.equals("dart"),
        "it is made of " + Echo.quoted(booster) + ", not of gbtree, dart or gblinear");
    unless(
        outputs.length == trees.size(),
        "it has " + trees.size() + " trees, and outputs for " + outputs.length);
    for (int tree = 0; tree < outputs.length; tree++) {
      unless(
          outputs[tree] >= 0 && outputs[tree] < count,
          "the tree " + tree + " is for the output " + outputs[tree] + " of " + count);
      unless(
          trees.get(tree).lastFeature() < features,
          "the tree " + tree + " asks for a feature of which there are only " + features);
    }
    int used = used(count, rounds, file);
    return new Forest(weighted(used), Arrays.copyOf(outputs, used), true);
  }

  private int used(int count, Optional<Integer> rounds, Path file) throws DamagedModelException {
    if (roundStarts.length == 0) {
      long each = (long) count * parallel;
      unless(trees.size() % each == 0, "it has " + trees.size() + " trees, " + each + " a round");
      return (int) (each * TreeModel.rounds(rounds, (int) (trees.size() / each), file));
    }
    for (int i = 0; i < roundStarts.length; i++) {
      unless(
          roundStarts[i] >= (i == 0 ? 0 : roundStarts[i - 1]),
          "its rounds of boosting do not follow one another");
    }
    unless(
        roundStarts[roundStarts.length - 1] == trees.size(),
        "its rounds of boosting have other trees than there are");
    return roundStarts[TreeModel.rounds(rounds, roundStarts.length - 1, file)];
  }

  private List<Tree> weighted(int used) throws DamagedModelException {
    // Since version 3.4 a booster of dart calls itself gbtree, and has the weights in its model.
    if (treeWeights.length == 0 && !booster.equals("dart")) {
      return List.copyOf(trees.subList(0, used));
    }
    unless(
        treeWeights.length == trees.size(),
        "it has " + treeWeights.length + " weights for " + trees.size() + " trees");
    List<Tree> weighted = new ArrayList<>();
    for (int tree = 0; tree < used; tree++) {
      float weight = treeWeights[tree];
      unless(Float.isFinite(weight), "the weight of the tree " + tree + " is " + weight);
      weighted.add(trees.get(tree).withLeaves(leaf -> (float) leaf * weight));
    }
    return weighted;
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
