package io.retort.teachers.tribuo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Samples divided into folds that have the classes in the same shares.
 *
 * @param ofSample the fold of each sample
 */
record StratifiedFolds(int[] ofSample) {

  static StratifiedFolds draw(int[] labels, int classes, int count, long seed) {
    Random random = new Random(seed);
    int[] folds = new int[labels.length];
    int next = 0;
    for (int c = 0; c < classes; c++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == c) {
          members.add(i);
        }
      }
      Collections.shuffle(members, random);
      // Where one class ends the next goes on, so that small classes do not all fill fold 0.
      for (int member : members) {
        folds[member] = next++ % count;
      }
    }
    return new StratifiedFolds(folds);
  }

  int[] inside(int fold) {
    return IntStream.range(0, ofSample.length).filter(i -> ofSample[i] == fold).toArray();
  }

  int[] outside(int fold) {
    return IntStream.range(0, ofSample.length).filter(i -> ofSample[i] != fold).toArray();
  }
}
