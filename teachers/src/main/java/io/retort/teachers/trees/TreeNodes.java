package io.retort.teachers.trees;

import io.retort.teachers.file.DamagedModelException;
import java.util.Optional;

/** A tree as it stands in a file, of which nothing is known yet. Node 0 is the root. */
public interface TreeNodes {
  /** A sample whose value is missing goes to the left. */
  int MISSING_LEFT = 1;

  /** A value of (nearly) zero is missing too. */
  int ZERO_MISSING = 2;

  /**
   * The node splits on whether the value is one of some categories, not on whether it is below a
   * number.
   */
  int CATEGORICAL = 4;

  /** A sample of one of these categories goes to the left, of another one to the right. */
  int MEMBERS_LEFT = 8;

  /** How many nodes there are. */
  int size();

  /** Whether a node is a leaf. */
  boolean isLeaf(int node);

  /** A node's left child, if it is not a leaf. */
  int left(int node);

  /** A node's right child, if it is not a leaf. */
  int right(int node);

  /** The feature that a node splits on, if it is not a leaf. */
  int feature(int node);

  /** What a node does with a value: a sum of the constants above. */
  int rule(int node);

  /**
   * The value of a leaf, unless there are {@link #leaves}; otherwise the number that values which
   * go to the left are below.
   */
  double number(int node);

  /**
   * The categories of a node.
   *
   * @throws DamagedModelException if it has none
   */
  int[] categories(int node) throws DamagedModelException;

  /**
   * What the leaves have instead of a number each.
   *
   * @return empty for leaves that are numbers
   * @throws DamagedModelException if they are not leaves
   */
  default Optional<Leaves> leaves() throws DamagedModelException {
    return Optional.empty();
  }
}
