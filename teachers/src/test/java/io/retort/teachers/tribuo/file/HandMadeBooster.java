package io.retort.teachers.tribuo.file;

import com.google.protobuf.ByteString;

/**
 * A booster of one tree for two features, written field by field: above 0.25 of the feature 1 it
 * adds 20, otherwise 10, to a first guess of 0.5. Each field can be given a wrong value.
 */
final class HandMadeBooster {
  float firstGuess = 0.5f;
  int features = 2;
  int classes;
  int version = 1;
  int targets = 1;
  String objective = "reg:squarederror";
  String kind = "gbtree";
  int trees = 1;
  int parallel = 1;
  int leafVector;
  int roots = 1;
  int nodes = 3;
  int deleted;
  int group;

  /** For each node its parent, children, feature and value, the latter as bits. */
  int[][] fields = {
    {-1, 1, 2, 1, Float.floatToIntBits(0.25f)},
    {1 << 31, -1, -1, 0, Float.floatToIntBits(10)},
    {0, -1, -1, 0, Float.floatToIntBits(20)}
  };

  String attribute =
      "{\"name\":\"reg:squarederror\",\"reg_loss_param\":{\"scale_pos_weight\":\"1\"}}";
  long attributeLength = -1;
  String rest = "";

  ByteString bytes() {
    BoosterWriter out = new BoosterWriter();
    out.letters("binf").number(firstGuess).integer(features).integer(classes);
    out.integer(1).integer(0).integer(version).integer(6).integer(targets).integers(26, 0);
    out.word(objective).word(kind);
    out.integer(trees).integer(parallel).integers(5, 0).integer(leafVector).integers(32, 0);
    out.integer(roots).integer(nodes).integer(deleted).integers(2, 0).integer(leafVector);
    out.integers(31, 0);
    for (int[] node : fields) {
      for (int field : node) {
        out.integer(field);
      }
    }
    out.integers(4 * fields.length, 0).integer(group);
    out.length(1).word("objective");
    out.length(attributeLength < 0 ? attribute.length() : attributeLength).letters(attribute);
    return ByteString.copyFrom(out.letters(rest).bytes());
  }
}
