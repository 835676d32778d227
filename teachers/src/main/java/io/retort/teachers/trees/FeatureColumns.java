package io.retort.teachers.trees;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.teachers.TreeTeacherSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns of the data are the features of a model.
 *
 * @param features in the model's order; empty where the model is given the prepared inputs, since
 *     the data are not a table
 * @param assumption what was not said by model or configuration, as a sentence
 */
record FeatureColumns(List<TreeFeature> features, Optional<String> assumption) {
  /** In how many samples categories are looked for. */
  private static final int LOOKED_AT = 256;

  /**
   * Finds the columns.
   *
   * @param file the model's file, for messages
   * @throws RetortException if one is missing, or the model has another number of features
   */
  static FeatureColumns of(
      Path file, TreeModel model, TreeTeacherSettings settings, TrainingData data) {
    if (data.train().rows().isEmpty()) {
      return inputs(file, model, settings, data);
    }
    List<String> there = data.columns().stream().map(InputColumn::name).toList();
    boolean listed = !settings.columns().isEmpty();
    List<String> columns =
        listed
            ? settings.columns()
            : names(model, there).stream().map(name -> column(name, there)).toList();
    boolean named = !columns.isEmpty();
    List<String> chosen = named ? columns : there;
    List<String> missing = chosen.stream().filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          (listed ? "The key columns of the teacher" : "The model " + file)
              + " names "
              + Echo.of(missing)
              + ", but the data has the columns "
              + Echo.of(there)
              + (listed ? "" : "; list those that are the model's features under columns"));
    }
    if (chosen.size() != model.features()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The model "
              + file
              + " has "
              + model.features()
              + " features"
              + (listed ? ", but the key columns names " : " without names, but the data has ")
              + chosen.size()
              + (listed ? "" : " columns, " + Echo.of(there))
              + "; list those that are its features under columns, in its order");
    }
    requireColumns(settings, chosen);
    List<TreeFeature> features = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      String name = chosen.get(i);
      Optional<List<String>> categories =
          Optional.ofNullable(settings.categories().getOrDefault(name, model.categories().get(i)));
      features.add(TreeFeature.of(name, categories));
    }
    features.forEach(feature -> requireKnown(file, feature, data.train()));
    return new FeatureColumns(
        List.copyOf(features),
        named
            ? Optional.empty()
            : Optional.of(
                "The model "
                    + file
                    + " has no names for its features, which are taken for the columns "
                    + Echo.of(chosen)
                    + " in this order; the key columns can say otherwise"));
  }

  /** Numbers are not names, unless the columns are called so too. */
  private static List<String> names(TreeModel model, List<String> there) {
    return model.numbered() && !there.containsAll(model.names()) ? List.of() : model.names();
  }

  /** LightGBM writes an underscore where a name has a blank. */
  private static String column(String name, List<String> there) {
    return there.contains(name)
        ? name
        : there.stream()
            .filter(column -> column.replaceAll("\\s", "_").equals(name))
            .findFirst()
            .orElse(name);
  }

  private static void requireColumns(TreeTeacherSettings settings, List<String> columns) {
    Set<String> unknown = new TreeSet<>(settings.categories().keySet());
    columns.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's key categories names "
              + Echo.of(List.copyOf(unknown))
              + ", but the model's columns are "
              + Echo.of(columns));
    }
  }

  /** Refuses categories all of which the model has not seen: they are spelt otherwise there. */
  private static void requireKnown(Path file, TreeFeature feature, Samples samples) {
    if (feature.codes().isEmpty()) {
      return;
    }
    RawRows rows = samples.rows().orElseThrow();
    Set<String> unknown = new TreeSet<>();
    for (int sample = 0; sample < Math.min(LOOKED_AT, samples.size()); sample++) {
      Object cell = rows.row(sample).get(feature.column());
      if (cell != null && !Double.isNaN(feature.code(cell))) {
        return;
      } else if (cell != null) {
        unknown.add(cell.toString());
      }
    }
    if (!unknown.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The column "
              + Echo.quoted(feature.column())
              + " has the categories "
              + Echo.of(List.copyOf(unknown))
              + ", none of which is one of the model "
              + file
              + ", "
              + Echo.of(feature.codes().get().keySet().stream().sorted().toList())
              + "; give them in the order of its codes under categories");
    }
  }

  private static FeatureColumns inputs(
      Path file, TreeModel model, TreeTeacherSettings settings, TrainingData data) {
    int width = data.inputShape().elements();
    if (!data.columns().isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " takes the cells of a table as they are, but these data have not kept them");
    } else if (!settings.columns().isEmpty() || !settings.categories().isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's keys columns and categories are for tables, which these data are not;"
              + " remove them");
    } else if (model.features() != width) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " has "
              + model.features()
              + " features, but a sample of the data has "
              + width
              + " values; name a model of the same data");
    }
    return new FeatureColumns(
        List.of(),
        Optional.of(
            "The features of the model "
                + file
                + " are taken for the "
                + width
                + " prepared values of a sample in their order"));
  }
}
