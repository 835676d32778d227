package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.classification.protos.LabelProto;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.protos.LeafNodeProto;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeNodeProto;
import org.tribuo.protos.core.OutputProto;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.protos.DimensionTupleProto;
import org.tribuo.regression.protos.RegressorProto;

/**
 * Checks a tree of Tribuo's. Its nodes are numbered by their places, from the root at 0, and
 * children come after their parents, so that there are no circles where each has one parent.
 *
 * @param domain of the model
 */
record TreeCheck(ModelDomain domain) {
  private static final int NONE = -1;

  /**
   * Checks one tree.
   *
   * @param nodes the nodes
   * @param value the only value that it predicts, or null if it predicts all outputs
   */
  void check(List<TreeNodeProto> nodes, String value) throws DamagedModelException {
    unless(!nodes.isEmpty(), "there is a tree without nodes");
    int[] parents = new int[nodes.size()];
    Arrays.fill(parents, NONE);
    for (int i = 0; i < nodes.size(); i++) {
      // Tribuo itself writes the name of one class for both.
      TypedMessage node =
          TypedMessage.of("node", nodes.get(i)).oneOf(LeafNode.class, SplitNode.class);
      unless(i == 0 || parents[i] != NONE, "the node " + i + " of a tree has no parent");
      if (node.holds(SplitNodeProto.class)) {
        split(node.content(SplitNodeProto.class), i, parents);
      } else {
        leaf(node.content(LeafNodeProto.class), i, parents, value);
      }
    }
  }

  private void split(SplitNodeProto split, int place, int[] parents) throws DamagedModelException {
    placed(split.getCurIdx(), split.getParentIdx(), place, parents);
    for (int child : new int[] {split.getGreaterThanIdx(), split.getLessThanOrEqualIdx()}) {
      unless(
          child > place && child < parents.length && parents[child] == NONE,
          "the node "
              + place
              + " of a tree has the child "
              + child
              + ", which is not a later node or another's");
      parents[child] = place;
    }
    int feature = split.getSplitFeatureIdx();
    unless(
        feature >= 0 && feature < domain.features(),
        "a tree splits on the feature " + feature + " of " + domain.features());
    unless(!Double.isNaN(split.getSplitValue()), "a tree splits at what is not a number");
  }

  private static void placed(int number, int parent, int place, int[] parents)
      throws DamagedModelException {
    unless(
        number == place && parent == parents[place],
        "the node " + place + " of a tree has the number " + number + " and the parent " + parent);
  }

  private void leaf(LeafNodeProto leaf, int place, int[] parents, String value)
      throws DamagedModelException {
    placed(leaf.getCurIdx(), leaf.getParentIdx(), place, parents);
    if (domain.classes()) {
      label(leaf.getOutput());
      double sum = 0;
      for (Map.Entry<String, OutputProto> score : leaf.getScoreMap().entrySet()) {
        LabelProto label = label(score.getValue());
        unless(label.getLabel().equals(score.getKey()), "a score is for two classes");
        unless(
            label.getScore() >= 0 && Double.isFinite(label.getScore()),
            "a leaf has the score " + label.getScore());
        sum += label.getScore();
      }
      unless(sum > 0 && Double.isFinite(sum), "the scores of a leaf have the sum " + sum);
    } else {
      unless(leaf.getScoreCount() == 0, "a leaf of a regression has scores of classes");
      if (value == null) {
        values(leaf.getOutput());
      } else {
        value(leaf.getOutput(), value);
      }
    }
  }

  private LabelProto label(OutputProto output) throws DamagedModelException {
    LabelProto label =
        TypedMessage.of("class", output).oneOf(Label.class).content(LabelProto.class);
    unless(
        domain.outputs().contains(label.getLabel()),
        "a leaf predicts " + Echo.quoted(label.getLabel()) + ", which is not a class of the model");
    return label;
  }

  private void values(OutputProto output) throws DamagedModelException {
    RegressorProto values =
        TypedMessage.of("value", output).oneOf(Regressor.class).content(RegressorProto.class);
    unless(
        values.getNameCount() == domain.outputs().size()
            && new HashSet<>(values.getNameList()).containsAll(domain.outputs())
            && values.getValueCount() == values.getNameCount()
            && values.getVarianceCount() == values.getNameCount(),
        "a leaf does not predict the values of the model");
    for (double number : values.getValueList()) {
      finite(number);
    }
  }

  private static void value(OutputProto output, String name) throws DamagedModelException {
    DimensionTupleProto value =
        TypedMessage.of("value", output)
            .oneOf(Regressor.DimensionTuple.class)
            .content(DimensionTupleProto.class);
    unless(value.getName().equals(name), "a leaf predicts the value of another tree");
    finite(value.getValue());
  }

  private static void finite(double number) throws DamagedModelException {
    unless(Double.isFinite(number), "a leaf predicts " + number);
  }
}
