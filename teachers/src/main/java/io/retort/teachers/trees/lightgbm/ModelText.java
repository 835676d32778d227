package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Reason;
import io.retort.teachers.file.DamagedModelException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a model: a head, trees, and below them what the Python package adds.
 *
 * @param head what is said of all trees
 * @param trees the trees, in their order
 * @param parameters the settings of the training, as {@code [key: value]}
 * @param pandasCategories the categories of the data frame that the model was trained with, in JSON
 */
record ModelText(
    ModelSection head,
    List<ModelSection> trees,
    List<String> parameters,
    Optional<String> pandasCategories) {
  private static final String FIRST = "tree";
  private static final String TREE = "Tree=";
  private static final String LAST = "end of trees";
  private static final String CATEGORIES = "pandas_categorical:";

  /** Takes a file apart. */
  static ModelText of(byte[] content) throws DamagedModelException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder()))) {
      return read(lines);
    } catch (IOException broken) {
      throw new DamagedModelException(Reason.of(broken), broken);
    }
  }

  private static ModelText read(BufferedReader lines) throws IOException, DamagedModelException {
    unless(
        FIRST.equals(lines.readLine()),
        "it is not a model of LightGBM in its text format, which begins with the line '"
            + FIRST
            + "'");
    ModelSection head = new ModelSection("its head");
    List<ModelSection> trees = new ArrayList<>();
    ModelSection current = head;
    for (String line = lines.readLine(); !LAST.equals(line); line = lines.readLine()) {
      unless(line != null, "it ends before the line '" + LAST + "'");
      if (line.startsWith(TREE)) {
        unless(
            line.equals(TREE + trees.size()),
            "there is no tree " + trees.size() + " where it is expected");
        current = new ModelSection("the tree " + trees.size());
        trees.add(current);
      } else if (!line.isEmpty()) {
        current.add(line);
      }
    }
    List<String> parameters = new ArrayList<>();
    Optional<String> categories = Optional.empty();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("[")) {
        parameters.add(line);
      } else if (line.startsWith(CATEGORIES)) {
        categories = Optional.of(line.substring(CATEGORIES.length()));
      }
    }
    return new ModelText(head, trees, parameters, categories);
  }
}
