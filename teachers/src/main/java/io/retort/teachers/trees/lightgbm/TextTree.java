package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.Leaves;
import io.retort.teachers.trees.LinearLeaves;
import io.retort.teachers.trees.Tree;
import io.retort.teachers.trees.TreeNodes;
import java.util.BitSet;
import java.util.Optional;

/**
 * A tree in LightGBM's format. Split nodes come first here and leaves behind them; in the file a
 * leaf is a negative number. A value up to the threshold goes to the left; so does a category that
 * is one of the node's. See {@code Tree::Tree} and {@code Tree::Decision} in LightGBM.
 */
final class TextTree implements TreeNodes {
  private static final int IS_CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;
  private static final int MISSING_SHIFT = 2;
  private static final int MISSING_NONE = 0;
  private static final int MISSING_ZERO = 1;
  private static final int MISSING_NAN = 2;

  private final ModelSection section;
  private final int splits;
  private final int[] features;
  private final int[] kinds;
  private final int[] lefts;
  private final int[] rights;
  private final double[] thresholds;
  private final double[] leaves;
  private final int[] boundaries;
  private final int[] bits;

  /** Sets that a node has; as in no other node, so that they are no more than the file holds. */
  private final BitSet used = new BitSet();

  private TextTree(ModelSection section) throws DamagedModelException {
    this.section = section;
    int count = section.count("num_leaves");
    leaves = section.numbers("leaf_value", count);
    unless(count >= 1, section.name() + " has no leaves");
    splits = count - 1;
    boolean stump = splits == 0;
    features = stump ? new int[0] : section.integers("split_feature", splits);
    kinds = stump ? new int[0] : section.integers("decision_type", splits);
    lefts = stump ? new int[0] : section.integers("left_child", splits);
    rights = stump ? new int[0] : section.integers("right_child", splits);
    thresholds = stump ? new double[0] : section.numbers("threshold", splits);
    int sets = section.count("num_cat");
    boundaries = sets == 0 ? new int[1] : section.integers("cat_boundaries", sets + 1);
    bits = sets == 0 ? new int[0] : section.integers("cat_threshold", boundaries[sets]);
  }

  /** Reads and checks a tree. */
  static Tree read(ModelSection section) throws DamagedModelException {
    TextTree nodes = new TextTree(section);
    Tree tree = Tree.of(nodes, section.name());
    unless(
        tree.size() == nodes.size(),
        section.name() + " has nodes that cannot be reached from its first one");
    return tree;
  }

  @Override
  public int size() {
    return splits + leaves.length;
  }

  @Override
  public boolean isLeaf(int node) {
    return node >= splits;
  }

  @Override
  public int left(int node) {
    return place(lefts[node]);
  }

  @Override
  public int right(int node) {
    return place(rights[node]);
  }

  private int place(int child) {
    return child < 0 ? splits + ~child : child;
  }

  @Override
  public int feature(int node) {
    return features[node];
  }

  @Override
  public int rule(int node) {
    int kind = kinds[node];
    if ((kind & IS_CATEGORICAL) != 0) {
      // What is missing is none of the categories.
      return CATEGORICAL | MEMBERS_LEFT;
    }
    int missing = (kind >> MISSING_SHIFT) & (MISSING_ZERO | MISSING_NAN);
    boolean left = (kind & DEFAULT_LEFT) != 0;
    if (missing == MISSING_NONE) {
      // What is missing is a zero like any other.
      left = 0 <= thresholds[node];
    }
    return (left ? MISSING_LEFT : 0) | (missing == MISSING_ZERO ? ZERO_MISSING : 0);
  }

  @Override
  public double number(int node) {
    if (isLeaf(node)) {
      return leaves[node - splits];
    }
    // Up to a number is below the next one. An infinite threshold only parts what is missing.
    return Math.nextUp(thresholds[node]);
  }

  /** Linear models, see {@code Tree::Predict} in LightGBM. */
  @Override
  public Optional<Leaves> leaves() throws DamagedModelException {
    if (!section.has("is_linear") || section.text("is_linear").equals("0")) {
      return Optional.empty();
    }
    int[] counts = section.integers("num_features", leaves.length);
    int[] starts = new int[leaves.length + 1];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      unless(
          counts[leaf] >= 0 && counts[leaf] <= Integer.MAX_VALUE - starts[leaf],
          section.name() + " has a leaf with " + counts[leaf] + " features");
      starts[leaf + 1] = starts[leaf] + counts[leaf];
    }
    int[] read = section.integers("leaf_features", starts[leaves.length]);
    for (int feature : read) {
      unless(feature >= 0, section.name() + " uses the feature " + feature);
    }
    return Optional.of(
        new LinearLeaves(
            splits,
            finite("leaf_value", leaves),
            finite("leaf_const", section.numbers("leaf_const", leaves.length)),
            starts,
            read,
            finite("leaf_coeff", section.numbers("leaf_coeff", read.length))));
  }

  private double[] finite(String key, double[] numbers) throws DamagedModelException {
    for (double number : numbers) {
      unless(Double.isFinite(number), section.name() + " has " + number + " for " + key);
    }
    return numbers;
  }

  @Override
  public int[] categories(int node) throws DamagedModelException {
    double set = thresholds[node];
    unless(
        set >= 0 && set < boundaries.length - 1 && set == Math.rint(set),
        section.name() + " has a node with the categories " + set + ", which it has not");
    int start = boundaries[(int) set];
    int end = boundaries[(int) set + 1];
    unless(
        start >= 0 && start <= end && end <= bits.length && !used.get((int) set),
        section.name() + " has a node whose categories are none of the tree's, or another's");
    used.set((int) set);
    int count = 0;
    for (int word = start; word < end; word++) {
      count += Integer.bitCount(bits[word]);
    }
    int[] categories = new int[count];
    count = 0;
    for (int word = start; word < end; word++) {
      for (int rest = bits[word]; rest != 0; rest &= rest - 1) {
        categories[count++] = (word - start) * Integer.SIZE + Integer.numberOfTrailingZeros(rest);
      }
    }
    return categories;
  }
}
