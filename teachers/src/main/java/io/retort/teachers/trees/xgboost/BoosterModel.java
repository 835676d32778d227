package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.Forest;
import io.retort.teachers.trees.Margins;
import io.retort.teachers.trees.Tree;
import io.retort.teachers.trees.TreeModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a booster has learned: its trees, or the weights of a linear model. */
final class BoosterModel {
  /** What a booster without trees calls itself. */
  static final String LINEAR = "gblinear";

  private final ModelValues values;
  private final List<Tree> trees = new ArrayList<>();
  private Map<Integer, List<String>> categories = Map.of();
  private int parallel = 1;
  private int[] outputs = {};
  private int[] roundStarts = {};
  private float[] treeWeights = {};
  private float[] weights = {};

  /** A model that is still to be read. */
  BoosterModel(ModelValues values) {
    this.values = values;
  }

  /** Reads one of its fields, see {@link ModelValues.Fields}. */
  boolean read(String field) throws DamagedModelException {
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
      case "weight_drop" -> readTreeWeights();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads the weights of the trees of dart, which are in the model or beside it. */
  void readTreeWeights() throws DamagedModelException {
    treeWeights = values.numbers();
  }

  /** For features whose categories are named, their names by their codes. */
  Map<Integer, List<String>> categories() {
    return categories;
  }

  /** To how many outputs the trees or weights can add. */
  long outputs() {
    long ofTrees = trees.stream().mapToLong(Tree::outputs).sum();
    return Math.max(ofTrees, weights.length);
  }

  /**
   * What the model computes.
   *
   * @param booster what it says to be made of
   * @param features how many features a row has
   * @param count how many outputs there are
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @param file the file, for messages
   */
  Margins margins(String booster, int features, int count, Optional<Integer> rounds, Path file)
      throws DamagedModelException {
    if (booster.equals(LINEAR)) {
      return linear(features, count);
    }
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
      int width = trees.get(tree).outputs();
      unless(
          width == 1 || width == count,
          "the tree " + tree + " has leaves of " + width + " numbers for " + count + " outputs");
      unless(
          trees.get(tree).lastFeature() < features,
          "the tree " + tree + " uses a feature that does not exist; there are " + features);
    }
    int used = used(count, rounds, file);
    return new Forest(weighted(used, booster.equals("dart")), Arrays.copyOf(outputs, used), true);
  }

  private int used(int count, Optional<Integer> rounds, Path file) throws DamagedModelException {
    if (roundStarts.length == 0) {
      boolean vectors = !trees.isEmpty() && trees.get(0).outputs() > 1;
      long each = vectors ? parallel : (long) count * parallel;
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

  private List<Tree> weighted(int used, boolean dart) throws DamagedModelException {
    // Since version 3.4 a booster of dart calls itself gbtree, and has the weights in its model.
    if (treeWeights.length == 0 && !dart) {
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

  private Margins linear(int features, int count) throws DamagedModelException {
    unless(
        weights.length == (features + 1L) * count,
        "it has " + weights.length + " weights for " + features + " features");
    for (float weight : weights) {
      unless(Float.isFinite(weight), "one of its weights is " + weight);
    }
    return new LinearMargins(weights, count);
  }
}
