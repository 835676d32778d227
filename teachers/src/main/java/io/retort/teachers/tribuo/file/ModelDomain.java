package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.CategoricalIDInfo;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealIDInfo;
import org.tribuo.classification.ImmutableLabelInfo;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.VariableInfoProto;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.protos.ImmutableRegressionInfoProto;

/**
 * What a model takes and gives. Features and outputs are numbered from 0.
 *
 * @param features how many features there are
 * @param outputs the names of the classes, or of the values of a regression, by their numbers
 * @param classes whether the outputs are classes
 */
record ModelDomain(int features, List<String> outputs, boolean classes) {

  ModelDomain {
    outputs = List.copyOf(outputs);
  }

  static ModelDomain of(ModelDataProto metadata) throws DamagedModelException {
    int features =
        features(
            TypedMessage.of("set of features", metadata.getFeatureDomain())
                .oneOf(ImmutableFeatureMap.class)
                .content(ImmutableFeatureMapProto.class)
                .getInfoList());
    TypedMessage domain =
        TypedMessage.of("set of outputs", metadata.getOutputDomain())
            .oneOf(ImmutableLabelInfo.class, ImmutableRegressionInfo.class);
    if (domain.is(ImmutableLabelInfo.class)) {
      ImmutableLabelInfoProto labels = domain.content(ImmutableLabelInfoProto.class);
      return new ModelDomain(features, ordered(labels.getLabelList(), labels.getIdList()), true);
    }
    ImmutableRegressionInfoProto values = domain.content(ImmutableRegressionInfoProto.class);
    return new ModelDomain(features, ordered(values.getLabelList(), values.getIdList()), false);
  }

  private static int features(List<VariableInfoProto> features) throws DamagedModelException {
    unless(!features.isEmpty(), "it knows no features");
    Set<String> names = new HashSet<>();
    BitSet numbers = new BitSet();
    for (VariableInfoProto feature : features) {
      TypedMessage kind =
          TypedMessage.of("feature", feature).oneOf(RealIDInfo.class, CategoricalIDInfo.class);
      String name;
      int number;
      if (kind.is(RealIDInfo.class)) {
        RealIDInfoProto real = kind.content(RealIDInfoProto.class);
        name = real.getName();
        number = real.getId();
      } else {
        CategoricalIDInfoProto categorical = kind.content(CategoricalIDInfoProto.class);
        name = categorical.getName();
        number = categorical.getId();
        unless(
            categorical.getKeyCount() == categorical.getValueCount(),
            "the feature " + Echo.quoted(name) + " has other numbers of values and counts");
      }
      unless(names.add(name), "there are two features " + Echo.quoted(name));
      number(numbers, number, features.size(), "feature", name);
    }
    return features.size();
  }

  private static List<String> ordered(List<String> names, List<Integer> numbers)
      throws DamagedModelException {
    unless(
        !names.isEmpty() && names.size() == numbers.size(),
        "there are " + names.size() + " names and " + numbers.size() + " numbers of outputs");
    String[] ordered = new String[names.size()];
    BitSet used = new BitSet();
    for (int i = 0; i < ordered.length; i++) {
      number(used, numbers.get(i), ordered.length, "output", names.get(i));
      ordered[numbers.get(i)] = names.get(i);
    }
    unless(Set.copyOf(new HashSet<>(names)).size() == names.size(), "two outputs have one name");
    return List.of(ordered);
  }

  private static void number(BitSet used, int number, int count, String what, String name)
      throws DamagedModelException {
    unless(
        number >= 0 && number < count && !used.get(number),
        "the "
            + what
            + " "
            + Echo.quoted(name)
            + " has the number "
            + number
            + ", which is another's or above the number of them");
    used.set(number);
  }

  boolean sameOutputs(ModelDomain other) {
    return classes == other.classes && Set.copyOf(outputs).equals(Set.copyOf(other.outputs));
  }
}
