package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.Leaves;
import io.retort.teachers.trees.Tree;
import io.retort.teachers.trees.TreeNodes;
import io.retort.teachers.trees.VectorLeaves;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tree in XGBoost's format: an array for each property of nodes. A value below the condition goes
 * to the left; so does a category that is none of the node's.
 */
final class BoosterTree implements TreeNodes {
  private static final int NONE = -1;
  private static final String LEFTS = "left_children";
  private static final String RIGHTS = "right_children";
  private static final String FEATURES = "split_indices";
  private static final String DEFAULTS = "default_left";
  private static final String TYPES = "split_type";
  private static final String NODES = "categories_nodes";
  private static final String STARTS = "categories_segments";
  private static final String SIZES = "categories_sizes";
  private static final String CATEGORIES = "categories";
  private static final String WEIGHTS = "base_weights";
  private static final String LEAF_WEIGHTS = "leaf_weights";
  private static final int[] EMPTY = {};

  private final String name;
  private final Map<String, int[]> arrays = new LinkedHashMap<>();
  private float[] conditions = {};
  private int deleted = NONE;
  private int vector = 1;
  private float[] weights = {};
  private float[] leafWeights = {};
  private int[] sets = EMPTY;

  private BoosterTree(String name) {
    this.name = name;
  }

  /** Reads and checks the tree that is the next value. */
  static Tree read(ModelValues values, int number) throws DamagedModelException {
    BoosterTree nodes = new BoosterTree("the tree " + number);
    values.object(field -> nodes.read(values, field));
    nodes.requireSizes();
    Tree tree = Tree.of(nodes, nodes.name);
    unless(
        nodes.deleted == NONE || tree.size() == nodes.size() - nodes.deleted,
        nodes.name
            + " has "
            + nodes.size()
            + " nodes, of which "
            + tree.size()
            + " are in use and "
            + nodes.deleted
            + " deleted");
    return tree;
  }

  private boolean read(ModelValues values, String field) throws DamagedModelException {
    switch (field) {
      case LEFTS, RIGHTS, FEATURES, DEFAULTS, TYPES, NODES, STARTS, SIZES, CATEGORIES ->
          arrays.put(field, values.integers());
      case "split_conditions" -> conditions = values.numbers();
      case WEIGHTS -> weights = values.numbers();
      case LEAF_WEIGHTS -> leafWeights = values.numbers();
      case "tree_param" -> values.object(setting -> readSetting(values, setting));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readSetting(ModelValues values, String setting) throws DamagedModelException {
    switch (setting) {
      case "num_deleted" -> deleted = values.count();
      case "size_leaf_vector" -> vector = values.count();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void requireSizes() throws DamagedModelException {
    for (String array : new String[] {LEFTS, RIGHTS, FEATURES, DEFAULTS}) {
      unless(
          array(array).length == size(),
          name + " has " + array(array).length + " " + array + " of " + size() + " nodes");
    }
    unless(
        array(TYPES).length == 0 || array(TYPES).length == size(),
        name + " has " + array(TYPES).length + " " + TYPES + " of " + size() + " nodes");
    int[] nodes = array(NODES);
    unless(
        array(STARTS).length == nodes.length && array(SIZES).length == nodes.length,
        name + " has lists of categories for " + nodes.length + " nodes, and others for others");
    // One after the other, so that together they are no more than the file holds.
    int end = 0;
    for (int set = 0; set < nodes.length; set++) {
      int start = array(STARTS)[set];
      int size = array(SIZES)[set];
      unless(
          start == end && size >= 0 && size <= array(CATEGORIES).length - start,
          name + " has a node whose categories are none of the tree's");
      end = start + size;
    }
    sets = new int[nodes.length == 0 ? 0 : size()];
    for (int set = 0; set < nodes.length; set++) {
      unless(
          nodes[set] >= 0 && nodes[set] < size() && sets[nodes[set]] == 0,
          name + " has categories for the node " + nodes[set] + ", which it has not, or twice");
      sets[nodes[set]] = set + 1;
    }
  }

  private int[] array(String field) {
    return arrays.getOrDefault(field, EMPTY);
  }

  @Override
  public int size() {
    return conditions.length;
  }

  @Override
  public boolean isLeaf(int node) {
    return array(LEFTS)[node] == NONE;
  }

  @Override
  public int left(int node) {
    return array(LEFTS)[node];
  }

  @Override
  public int right(int node) {
    return array(RIGHTS)[node];
  }

  @Override
  public int feature(int node) {
    return array(FEATURES)[node];
  }

  @Override
  public int rule(int node) {
    int missing = array(DEFAULTS)[node] == 0 ? 0 : MISSING_LEFT;
    boolean categorical = array(TYPES).length > 0 && array(TYPES)[node] == 1;
    return categorical ? missing | CATEGORICAL : missing;
  }

  @Override
  public double number(int node) {
    return conditions[node];
  }

  /**
   * Vectors, which {@code multi_output_tree} makes: since version 3.2 in an array of their own, in
   * which the right child of a leaf is its place, and before that among the weights of all nodes.
   */
  @Override
  public Optional<Leaves> leaves() throws DamagedModelException {
    if (vector <= 1) {
      return Optional.empty();
    }
    boolean apart = leafWeights.length > 0;
    float[] numbers = apart ? leafWeights : weights;
    String array = apart ? LEAF_WEIGHTS : WEIGHTS;
    unless(
        numbers.length % vector == 0,
        name + " has " + numbers.length + " " + array + ", " + vector + " a leaf");
    int[] places = new int[size()];
    for (int node = 0; node < places.length; node++) {
      if (isLeaf(node)) {
        places[node] = apart ? right(node) : node;
        unless(
            places[node] >= 0 && places[node] < numbers.length / vector,
            name + " has no " + array + " for its node " + node);
      }
    }
    for (float number : numbers) {
      unless(Float.isFinite(number), name + " has " + number + " among its " + array);
    }
    return Optional.of(new VectorLeaves(vector, places, numbers));
  }

  @Override
  public int[] categories(int node) throws DamagedModelException {
    int set = sets.length == 0 ? NONE : sets[node] - 1;
    unless(set != NONE, name + " has a node without its categories");
    int start = array(STARTS)[set];
    return Arrays.copyOfRange(array(CATEGORIES), start, start + array(SIZES)[set]);
  }
}
