package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.Forest;
import io.retort.teachers.trees.Tree;
import io.retort.teachers.trees.TreeModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a model of its text: see {@code GBDT::SaveModelToString} in LightGBM. */
final class LightGBMModelReader {
  /** Others have the same lines, but not with the same meaning. */
  private static final List<String> VERSIONS = List.of("v3", "v4");

  private static final String NUMBERED = "Column_[0-9]+";

  /** How a file says which categories or which range a feature had in training. */
  private static final String NUMERIC = "\\[.*";

  private static final String CONSTANT = "none";
  private static final String CATEGORICAL = "[categorical_feature: ";

  private LightGBMModelReader() {}

  /**
   * Reads a model.
   *
   * @param content the file
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @param file the file, for messages
   */
  static TreeModel read(byte[] content, Optional<Integer> rounds, Path file)
      throws DamagedModelException {
    ModelText text = ModelText.of(content);
    ModelSection head = text.head();
    String version = head.text("version");
    if (!VERSIONS.contains(version)) {
      throw new DamagedModelException(
          "it is in the version "
              + Echo.quoted(version)
              + " of its format, not in one of "
              + VERSIONS,
          "save it with LightGBM 3 or 4");
    }
    int each = head.count("num_tree_per_iteration");
    int there = text.trees().size();
    unless(
        head.words("tree_sizes").size() == there,
        "it has " + there + " trees, and sizes of " + head.words("tree_sizes").size());
    unless(
        each >= 1 && there % each == 0 && (there > 0 || each == 1),
        "it has " + there + " trees, " + each + " a round");
    int features = head.count("max_feature_idx") + 1;
    List<String> names = head.words("feature_names");
    List<String> infos = head.words("feature_infos");
    unless(
        names.size() == features && infos.size() == features,
        "it has " + names.size() + " names for " + features + " features");
    int used = TreeModel.rounds(rounds, there / each, file);
    // Leaves of a random forest are averaged.
    double share = head.has("average_output") && used > 0 ? used : 1;
    List<Tree> trees = new ArrayList<>();
    int[] outputs = new int[used * each];
    for (int tree = 0; tree < there; tree++) {
      Tree read = TextTree.read(text.trees().get(tree));
      unless(
          read.lastFeature() < features,
          "the tree " + tree + " uses a feature that does not exist; there are " + features);
      if (tree < outputs.length) {
        trees.add(share == 1 ? read : read.withLeaves(leaf -> leaf / share));
        outputs[tree] = tree % each;
      }
    }
    List<Integer> categorical = categorical(text, infos);
    return new TreeModel(
        features,
        names,
        names.stream().allMatch(name -> name.matches(NUMBERED)),
        categories(text, categorical),
        new Forest(List.copyOf(trees), outputs, false),
        new double[each],
        new TextObjective(head.has("objective") ? head.words("objective") : List.of()).objective(),
        false,
        Optional.empty());
  }

  /** The features whose values are categories, those of the training's settings if it has them. */
  private static List<Integer> categorical(ModelText text, List<String> infos)
      throws DamagedModelException {
    Set<Integer> places = new LinkedHashSet<>();
    for (String parameter : text.parameters()) {
      if (parameter.startsWith(CATEGORICAL) && parameter.endsWith("]")) {
        String list = parameter.substring(CATEGORICAL.length(), parameter.length() - 1);
        Stream.of(list.split(","))
            .filter(word -> word.matches("[0-9]{1,9}"))
            .map(Integer::valueOf)
            .filter(place -> place < infos.size())
            .sorted()
            .forEach(places::add);
      }
    }
    if (places.isEmpty()) {
      for (int feature = 0; feature < infos.size(); feature++) {
        String info = infos.get(feature);
        if (!info.matches(NUMERIC) && !info.equals(CONSTANT)) {
          places.add(feature);
        }
      }
    }
    return List.copyOf(places);
  }

  /** The lists of the data frame are those of its columns of categories, in their order. */
  private static Map<Integer, List<String>> categories(ModelText text, List<Integer> categorical)
      throws DamagedModelException {
    if (text.pandasCategories().isEmpty()) {
      return Map.of();
    }
    List<List<String>> lists = PandasCategories.read(text.pandasCategories().get());
    Map<Integer, List<String>> byFeature = new HashMap<>();
    if (!lists.isEmpty() && lists.size() != categorical.size()) {
      throw new DamagedModelException(
          "its data frame had "
              + lists.size()
              + " columns of categories, of which the model takes "
              + categorical.size()
              + " for such",
          "train it without the argument categorical_feature");
    }
    for (int i = 0; i < lists.size(); i++) {
      byFeature.put(categorical.get(i), lists.get(i));
    }
    return byFeature;
  }
}
