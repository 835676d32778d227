package io.retort.backends.cpu.dl4j;

/**
 * What a part of a model gives.
 *
 * @param node the node that computes it
 * @param cropped rows and columns that are missing at its bottom and right
 */
record NodeOutput(String node, int[] cropped) {
  boolean whole() {
    return cropped[0] == 0 && cropped[1] == 0;
  }
}
