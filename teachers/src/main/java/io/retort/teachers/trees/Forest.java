package io.retort.teachers.trees;

import java.util.List;

/**
 * Trees whose leaves are added up, one tree after the other, as the library adds them.
 *
 * @param trees the trees
 * @param outputs for each tree, the output that it adds to, unless it adds to all
 * @param single whether the library adds in single precision
 */
public record Forest(List<Tree> trees, int[] outputs, boolean single) implements Margins {

  @Override
  public void add(double[][] rows, double[][] sums) {
    // Tree by tree, since a tree stays in the processor's cache and a forest does not.
    for (int tree = 0; tree < outputs.length; tree++) {
      Tree each = trees.get(tree);
      int output = outputs[tree];
      for (int row = 0; row < rows.length; row++) {
        each.add(rows[row], sums[row], output, single);
      }
    }
  }
}
