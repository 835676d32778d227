package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of XGBoost in a file of JSON or UBJSON as a teacher.
 *
 * @param path the file
 * @param columns the columns of the data that are the model's features, in the model's order; if
 *     empty, those of its features' names, or all where it has no names
 * @param categories for columns of which the model does not say it, the categories by their codes
 * @param classes for heads whose classes, labels or values the model has in another order than the
 *     data, their names in the model's order
 * @param rounds how many rounds of boosting are used; all if not given
 */
public record XGBoostTeacherSettings(
    @Doc("The model: .json or .ubj, as XGBoost saves it.") Path path,
    @Doc(
            "The columns of the data that are the model's features, in the model's order; if none"
                + " are named, those with its features' names, or all if it has no names.")
        @Default("[]")
        List<String> columns,
    @Doc(
            "For a column whose categories the model knows by codes alone: the categories, from"
                + " code 0 on.")
        @Default("{}")
        Map<String, List<String>> categories,
    @Doc(
            "For a head whose classes, labels or values the model has in another order than the"
                + " data: their names in the model's order.")
        @Default("{}")
        Map<String, List<String>> classes,
    @Doc("How many rounds of boosting are used, from the first on; all if not given.")
        @Range(min = 1)
        Optional<Integer> rounds)
    implements TreeTeacherSettings {

  /** Takes copies. */
  public XGBoostTeacherSettings {
    columns = List.copyOf(columns);
    categories = NameLists.copy(categories);
    classes = NameLists.copy(classes);
  }
}
