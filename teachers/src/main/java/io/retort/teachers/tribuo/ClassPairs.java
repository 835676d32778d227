package io.retort.teachers.tribuo;

/** The order of all pairs of classes: 0 and 1, 0 and 2, …, 1 and 2, and so on. */
final class ClassPairs {

  private ClassPairs() {}

  static int count(int classes) {
    return classes * (classes - 1) / 2;
  }

  /** The place of a pair, the smaller class first. */
  static int index(int first, int second, int classes) {
    return first * classes - first * (first + 1) / 2 + second - first - 1;
  }
}
