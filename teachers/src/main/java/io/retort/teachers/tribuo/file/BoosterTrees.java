package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import java.util.BitSet;

/**
 * Copies the trees of a {@link Booster}, each checked to be one: from its root every node that is
 * not deleted is reached in exactly one way.
 */
final class BoosterTrees {
  private static final int FOREST_RESERVED = 32;
  private static final int TREE_RESERVED = 31;
  private static final int TREE_FIELDS = 6 + TREE_RESERVED;
  private static final int NODE_FIELDS = 5;
  private static final int STATISTICS_FIELDS = 4;
  private static final int NODE_BYTES = (NODE_FIELDS + STATISTICS_FIELDS) * Integer.BYTES;
  private static final int SMALLEST_TREE = TREE_FIELDS * Integer.BYTES + NODE_BYTES + Integer.BYTES;
  private static final int NONE = -1;
  private static final int DELETED = -1;
  private static final int FLAG = 1 << 31;

  private final BoosterBytes in;
  private final BoosterWriter out;
  private final int features;
  private final int groups;

  BoosterTrees(BoosterBytes in, BoosterWriter out, int features, int groups) {
    this.in = in;
    this.out = out;
    this.features = features;
    this.groups = groups;
  }

  /** Copies all trees, and says how many there are. */
  int copy() throws DamagedModelException {
    int trees = in.integer();
    int parallel = in.integer();
    in.skipIntegers(5); // no longer in use, or padding
    int vector = in.integer();
    in.skipIntegers(FOREST_RESERVED);
    unless(trees >= 0, "the booster has " + trees + " trees");
    in.holds(trees, SMALLEST_TREE);
    unless(
        parallel >= 1 && trees % ((long) parallel * groups) == 0,
        "the booster has "
            + trees
            + " trees, "
            + parallel
            + " for each step and each of "
            + groups
            + " outputs");
    noVector(vector);
    out.integer(trees).integer(parallel).integers(6 + FOREST_RESERVED, 0);
    for (int tree = 0; tree < trees; tree++) {
      tree(tree);
    }
    for (int tree = 0; tree < trees; tree++) {
      int group = in.integer();
      unless(
          group >= 0 && group < groups,
          "the tree " + tree + " of the booster is for the output " + group + " of " + groups);
      out.integer(group);
    }
    return trees;
  }

  private static void noVector(int size) throws DamagedModelException {
    unless(size == 0, "the leaves of the booster are vectors of " + size + " numbers");
  }

  private void tree(int tree) throws DamagedModelException {
    int roots = in.integer();
    int count = in.integer();
    int deleted = in.integer();
    in.skipIntegers(2); // depth and features, for training
    int vector = in.integer();
    in.skipIntegers(TREE_RESERVED);
    unless(
        roots == 1 && count >= 1,
        "the tree " + tree + " of the booster has " + count + " nodes and " + roots + " roots");
    noVector(vector);
    in.holds(count, NODE_BYTES);
    int[] lefts = new int[count];
    int[] rights = new int[count];
    int[] splits = new int[count];
    float[] values = new float[count];
    for (int node = 0; node < count; node++) {
      in.skipIntegers(1); // the parent, which follows from the children
      lefts[node] = in.integer();
      rights[node] = in.integer();
      splits[node] = in.integer();
      values[node] = in.number();
    }
    int[] parents = parents(tree, lefts, rights, splits, values, deleted);
    out.integer(roots).integer(count).integer(deleted).integer(0).integer(features);
    out.integers(1 + TREE_RESERVED, 0);
    for (int node = 0; node < count; node++) {
      out.integer(parents[node]).integer(lefts[node]).integer(rights[node]);
      out.integer(splits[node]).number(values[node]);
    }
    for (int node = 0; node < count; node++) {
      for (int i = 0; i < STATISTICS_FIELDS - 1; i++) {
        out.number(in.number());
      }
      out.integer(in.integer());
    }
  }

  /** The parent of each node, with XGBoost's flag for left children. */
  private int[] parents(
      int tree, int[] lefts, int[] rights, int[] splits, float[] values, int deleted)
      throws DamagedModelException {
    int[] parents = new int[lefts.length];
    int[] open = new int[lefts.length];
    int opened = 1;
    BitSet reached = new BitSet();
    reached.set(0);
    parents[0] = NONE;
    for (int next = 0; next < opened; next++) {
      int node = open[next];
      unless(
          !Float.isNaN(values[node]),
          "the node " + node + " of tree " + tree + " of the booster holds no number");
      if (lefts[node] == NONE) {
        unless(
            Float.isFinite(values[node]),
            "a leaf of tree " + tree + " of the booster gives " + values[node]);
        rights[node] = NONE;
        splits[node] = 0;
        continue;
      }
      int feature = splits[node] & ~FLAG;
      unless(
          feature < features,
          "the tree "
              + tree
              + " of the booster splits on the feature "
              + feature
              + " of "
              + features);
      for (int child : new int[] {lefts[node], rights[node]}) {
        unless(
            child > 0 && child < lefts.length && !reached.get(child) && !isDeleted(splits, child),
            "the node "
                + node
                + " of tree "
                + tree
                + " of the booster has the child "
                + child
                + ", which is none of its nodes or another's child");
        reached.set(child);
        open[opened++] = child;
      }
      parents[lefts[node]] = node | FLAG;
      parents[rights[node]] = node;
    }
    int gone = 0;
    for (int node = 1; node < splits.length; node++) {
      if (isDeleted(splits, node)) {
        gone++;
        lefts[node] = NONE;
        rights[node] = NONE;
        values[node] = 0;
        parents[node] = NONE;
      }
    }
    unless(
        gone == deleted && opened + gone == splits.length,
        "the tree "
            + tree
            + " of the booster has "
            + splits.length
            + " nodes, of which "
            + opened
            + " are in use and "
            + gone
            + " deleted");
    return parents;
  }

  private static boolean isDeleted(int[] splits, int node) {
    return splits[node] == DELETED;
  }
}
