package io.retort.teachers.trees;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.teachers.file.DamagedModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees of a few nodes. */
class TreeTest {

  /** A node of a tree. */
  private record Node(int rule, int feature, double number, int left, int right, int... members) {

    static Node leaf(double value) {
      return new Node(0, 0, value, -1, -1);
    }

    static Node below(double threshold, int rule, int left, int right) {
      return new Node(rule, 0, threshold, left, right);
    }
  }

  private record Nodes(List<Node> all) implements TreeNodes {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public boolean isLeaf(int node) {
      return all.get(node).left() < 0;
    }

    @Override
    public int left(int node) {
      return all.get(node).left();
    }

    @Override
    public int right(int node) {
      return all.get(node).right();
    }

    @Override
    public int feature(int node) {
      return all.get(node).feature();
    }

    @Override
    public int rule(int node) {
      return all.get(node).rule();
    }

    @Override
    public double number(int node) {
      return all.get(node).number();
    }

    @Override
    public int[] categories(int node) {
      return all.get(node).members().clone();
    }
  }

  private static Tree tree(Node... nodes) throws DamagedModelException {
    return Tree.of(new Nodes(List.of(nodes)), "the tree");
  }

  private static double leaf(Tree tree, double[] row) {
    double[] sums = {0.5, 0.25};
    tree.add(row, sums, 1, false);
    assertEquals(0.5, sums[0]);
    return sums[1] - 0.25;
  }

  private static void assertNoTree(String reason, Node... nodes) {
    assertRefused(DamagedModelException.class, () -> tree(nodes), reason);
  }

  @Test
  void valuesBelowTheThresholdGoLeftAndMissingOnesWhereTheNodeSays() throws DamagedModelException {
    Tree left = tree(Node.below(2, TreeNodes.MISSING_LEFT, 2, 1), Node.leaf(10), Node.leaf(20));
    Tree right = tree(Node.below(2, 0, 2, 1), Node.leaf(10), Node.leaf(20));

    assertEquals(20, leaf(left, new double[] {Math.nextDown(2.0)}));
    assertEquals(10, leaf(left, new double[] {2}));
    assertEquals(20, leaf(left, new double[] {Double.NaN}));
    assertEquals(10, leaf(right, new double[] {Double.NaN}));
    assertEquals(20, leaf(right, new double[] {0}));
  }

  @Test
  void anInfiniteThresholdPartsWhatIsMissing() throws DamagedModelException {
    Tree tree = tree(Node.below(Double.POSITIVE_INFINITY, 0, 1, 2), Node.leaf(10), Node.leaf(20));

    assertEquals(10, leaf(tree, new double[] {Double.MAX_VALUE}));
    assertEquals(20, leaf(tree, new double[] {Double.NaN}));
  }

  @Test
  void zeroCanBeMissing() throws DamagedModelException {
    Tree tree = tree(Node.below(2, TreeNodes.ZERO_MISSING, 1, 2), Node.leaf(10), Node.leaf(20));

    assertEquals(20, leaf(tree, new double[] {-0.0}));
    assertEquals(20, leaf(tree, new double[] {1e-36}));
    assertEquals(10, leaf(tree, new double[] {1e-34}));
  }

  @Test
  void categoriesOfANodeGoToOneSide() throws DamagedModelException {
    int rule = TreeNodes.CATEGORICAL | TreeNodes.MEMBERS_LEFT;
    Tree left = tree(new Node(rule, 0, 0, 1, 2, 70, 3), Node.leaf(10), Node.leaf(20));
    Tree right =
        tree(new Node(TreeNodes.CATEGORICAL, 0, 0, 1, 2, 70, 3), Node.leaf(10), Node.leaf(20));

    assertEquals(10, leaf(left, new double[] {3}));
    assertEquals(10, leaf(left, new double[] {70}));
    assertEquals(20, leaf(left, new double[] {6}));
    assertEquals(20, leaf(left, new double[] {1e300}));
    assertEquals(20, leaf(left, new double[] {-1}));
    assertEquals(20, leaf(left, new double[] {Double.NaN}));
    assertEquals(20, leaf(right, new double[] {3}));
    assertEquals(10, leaf(right, new double[] {4}));
  }

  @Test
  void nodesThatAreNotReachedAreLeftOut() throws DamagedModelException {
    Tree tree = tree(Node.below(0, 0, 3, 1), Node.leaf(1), Node.leaf(Double.NaN), Node.leaf(3));

    assertEquals(3, tree.size());
    assertEquals(0, tree.lastFeature());
    assertEquals(3, leaf(tree, new double[] {-1}));
    assertEquals(6, leaf(tree.withLeaves(leaf -> 2 * leaf), new double[] {-1}));
    assertEquals(-1, tree(Node.leaf(1)).lastFeature());
  }

  /** 10 + 2x + 3y, or 7 where one of them is missing. */
  @Test
  void aLinearLeafGivesItsPlainNumberWhereAFeatureIsMissing() {
    Leaves leaves =
        new LinearLeaves(
            4,
            new double[] {5, 7},
            new double[] {6, 10},
            new int[] {0, 0, 2},
            new int[] {0, 3},
            new double[] {2, 3});
    double[] row = {100, Double.NaN, Double.NaN, 1000};

    assertEquals(6, given(leaves, 4, row));
    assertEquals(3210, given(leaves, 5, row));
    assertEquals(1605, given(leaves.with(number -> number / 2), 5, row));
    row[3] = Double.NaN;
    assertEquals(7, given(leaves, 5, row));
    assertEquals(3.5, given(leaves.with(number -> number / 2), 5, row));
    assertEquals(3, leaves.lastFeature());
  }

  private static double given(Leaves leaves, int leaf, double[] row) {
    double[] sums = new double[1];
    leaves.add(leaf, row, sums, 0, false);
    return sums[0];
  }

  @Test
  void aVectorIsAddedToAllSums() {
    Leaves leaves = new VectorLeaves(2, new int[] {0, 2, 1}, new float[] {1, 2, 3, 4, 5, 6});
    double[] sums = {10, 20};

    leaves.add(1, new double[0], sums, 0, true);
    assertArrayEquals(new double[] {15, 26}, sums);
    leaves.with(number -> 2 * number).add(2, new double[0], sums, 0, true);
    assertArrayEquals(new double[] {21, 34}, sums);
    assertEquals(2, leaves.outputs());
  }

  @Test
  void whatIsNoTreeIsRefused() {
    Node leaf = Node.leaf(1);
    assertNoTree("the child 0", Node.below(0, 0, 0, 1), leaf);
    assertNoTree("the child 1", Node.below(0, 0, 1, 1), leaf);
    assertNoTree("the child 2", Node.below(0, 0, 1, 2), leaf);
    assertNoTree("the child 2", Node.below(0, 0, 1, 2), Node.below(0, 0, 2, 3), leaf, leaf);
    assertNoTree("no nodes");
    assertNoTree("NaN", Node.leaf(Double.NaN));
    assertNoTree("NaN", Node.below(Double.NaN, 0, 1, 2), leaf, leaf);
    assertNoTree("Infinity", Node.leaf(Double.POSITIVE_INFINITY));
    assertNoTree("the feature -1", new Node(0, -1, 0, 1, 2), leaf, leaf);
  }
}
