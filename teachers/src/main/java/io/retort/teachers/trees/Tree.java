package io.retort.teachers.trees;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A tree that is known to be one: its nodes stand in breadth-first order, the right child of each
 * behind the left one.
 */
public final class Tree {
  private static final byte LEAF = -1;

  /** What LightGBM takes for zero. */
  private static final double ZERO = 1e-35f;

  private final byte[] rules;
  private final int[] features;
  private final int[] lefts;

  /**
   * For leaves their values, or their nodes in the file where {@link #leaves} has more of them; for
   * categories their place in {@link #categories}.
   */
  private final double[] numbers;

  private final int[][] categories;
  private final Optional<Leaves> leaves;

  private Tree(
      byte[] rules,
      int[] features,
      int[] lefts,
      double[] numbers,
      int[][] categories,
      Optional<Leaves> leaves) {
    this.rules = rules;
    this.features = features;
    this.lefts = lefts;
    this.numbers = numbers;
    this.categories = categories;
    this.leaves = leaves;
  }

  /**
   * Checks a tree.
   *
   * @param nodes as they stand in a file
   * @param name what the tree is called in messages
   * @return its nodes that can be reached from the root
   * @throws DamagedModelException if one can be reached in two ways, or has a child that is none of
   *     them, a leaf whose value is not finite, or a threshold that is not a number
   */
  public static Tree of(TreeNodes nodes, String name) throws DamagedModelException {
    int size = nodes.size();
    unless(size > 0, name + " has no nodes");
    int[] order = new int[size];
    boolean[] reached = new boolean[size];
    reached[0] = true;
    int count = 1;
    byte[] rules = new byte[size];
    int[] features = new int[size];
    int[] lefts = new int[size];
    double[] numbers = new double[size];
    int[][] categories = new int[0][];
    Optional<Leaves> leaves = nodes.leaves();
    int sets = 0;
    for (int place = 0; place < count; place++) {
      int node = order[place];
      numbers[place] = nodes.number(node);
      if (nodes.isLeaf(node)) {
        rules[place] = LEAF;
        numbers[place] = leaves.isPresent() ? node : numbers[place];
      } else {
        rules[place] = (byte) nodes.rule(node);
        features[place] = nodes.feature(node);
        lefts[place] = count;
        for (int child : new int[] {nodes.left(node), nodes.right(node)}) {
          if (child < 0 || child >= size || reached[child]) {
            throw new DamagedModelException(
                name
                    + " has a node with the child "
                    + child
                    + ", which is none of its "
                    + size
                    + " nodes or another's child");
          }
          reached[child] = true;
          order[count++] = child;
        }
        if (features[place] < 0) {
          throw new DamagedModelException(name + " splits on the feature " + features[place]);
        }
        if ((rules[place] & TreeNodes.CATEGORICAL) != 0) {
          if (sets == categories.length) {
            categories = Arrays.copyOf(categories, 2 * sets + 1);
          }
          numbers[place] = sets;
          categories[sets] = nodes.categories(node);
          Arrays.sort(categories[sets++]);
        }
      }
      boolean leaf = rules[place] == LEAF;
      if (leaf ? !Double.isFinite(numbers[place]) : Double.isNaN(numbers[place])) {
        throw new DamagedModelException(name + " has a node with the number " + numbers[place]);
      }
    }
    return new Tree(
        Arrays.copyOf(rules, count),
        Arrays.copyOf(features, count),
        Arrays.copyOf(lefts, count),
        Arrays.copyOf(numbers, count),
        Arrays.copyOf(categories, sets),
        leaves);
  }

  /**
   * How many nodes it has.
   *
   * @return at least 1
   */
  public int size() {
    return rules.length;
  }

  /**
   * To how many outputs its leaves add.
   *
   * @return 1, or all outputs of the model
   */
  public int outputs() {
    return leaves.map(Leaves::outputs).orElse(1);
  }

  /**
   * The last feature that it uses.
   *
   * @return its place, or -1 if the tree is a leaf
   */
  public int lastFeature() {
    int last = leaves.map(Leaves::lastFeature).orElse(-1);
    for (int node = 0; node < rules.length; node++) {
      last = rules[node] == LEAF ? last : Math.max(last, features[node]);
    }
    return last;
  }

  /**
   * The same tree with other leaves.
   *
   * @param change what becomes of each number of a leaf, in proportion
   * @return a new tree
   */
  public Tree withLeaves(DoubleUnaryOperator change) {
    if (leaves.isPresent()) {
      Optional<Leaves> changed = leaves.map(all -> all.with(change));
      return new Tree(rules, features, lefts, numbers, categories, changed);
    }
    double[] changed = numbers.clone();
    for (int node = 0; node < rules.length; node++) {
      if (rules[node] == LEAF) {
        changed[node] = change.applyAsDouble(numbers[node]);
      }
    }
    return new Tree(rules, features, lefts, changed, categories, leaves);
  }

  /**
   * Adds what the leaf gives that a row of features falls into.
   *
   * @param sums the sum of each output
   * @param output that of the tree, if it has only one
   * @param single whether the library adds in single precision
   */
  void add(double[] row, double[] sums, int output, boolean single) {
    int node = 0;
    while (rules[node] != LEAF) {
      node = lefts[node] + (goesLeft(node, row[features[node]]) ? 0 : 1);
    }
    if (leaves.isPresent()) {
      leaves.get().add((int) numbers[node], row, sums, output, single);
    } else {
      sums[output] = Leaves.sum(sums[output], numbers[node], single);
    }
  }

  private boolean goesLeft(int node, double value) {
    int rule = rules[node];
    boolean zero = (rule & TreeNodes.ZERO_MISSING) != 0 && Math.abs(value) <= ZERO;
    if (Double.isNaN(value) || zero) {
      return (rule & TreeNodes.MISSING_LEFT) != 0;
    } else if ((rule & TreeNodes.CATEGORICAL) == 0) {
      return value < numbers[node];
    }
    boolean member = Arrays.binarySearch(categories[(int) numbers[node]], (int) value) >= 0;
    return member == ((rule & TreeNodes.MEMBERS_LEFT) != 0);
  }
}
