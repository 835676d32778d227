package io.retort.teachers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What teachers from files of tree models have in common. */
public interface TreeTeacherSettings {

  /**
   * The model's file.
   *
   * @return as configured
   */
  Path path();

  /**
   * The columns of the data that are the model's features, in the model's order.
   *
   * @return their names; empty if those of the model are the columns' names, or it has none
   */
  List<String> columns();

  /**
   * The order of categories for columns of which the model does not say it.
   *
   * @return for a column, the categories by their codes, from 0
   */
  Map<String, List<String>> categories();

  /**
   * The order of classes, labels or values for a head of which the model has another one.
   *
   * @return for a head, their names in the model's order
   */
  Map<String, List<String>> classes();

  /**
   * How many rounds of boosting are used.
   *
   * @return the first so many; all if empty
   */
  Optional<Integer> rounds();
}
