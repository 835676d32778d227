package io.retort.teachers.trees;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.DecimalNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature of a model, and the column of the data that it is.
 *
 * @param column the column's name
 * @param codes the codes of the column's categories; empty if its cells are numbers or codes
 */
record TreeFeature(String column, Optional<Map<String, Integer>> codes) {

  /**
   * A feature with categories.
   *
   * @param categories by their codes, from 0 on
   */
  static TreeFeature of(String column, Optional<List<String>> categories) {
    return new TreeFeature(
        column,
        categories.map(
            names -> {
              Map<String, Integer> codes = new HashMap<>();
              for (int code = 0; code < names.size(); code++) {
                codes.putIfAbsent(names.get(code), code);
              }
              return codes;
            }));
  }

  /**
   * The value that the model is given for a cell.
   *
   * @param cell a number, a text, or null if it is missing
   * @return NaN for what is missing, and for a category that the model has not seen
   * @throws RetortException if the cell is a text without a code
   */
  double value(Object cell) {
    if (cell == null) {
      return Double.NaN;
    } else if (codes.isPresent()) {
      return code(cell);
    } else if (cell instanceof Double number) {
      return number;
    } else if (cell instanceof String text && DecimalNumber.matches(text, '.')) {
      return Double.parseDouble(text);
    }
    throw new RetortException(
        ErrorKind.DATA,
        "The model takes numbers for the column "
            + Echo.quoted(column)
            + ", and the data has "
            + Echo.quoted(cell.toString())
            + "; if these are categories, give them in the order of their codes, such as"
            + " categories: {"
            + Echo.of(column)
            + ": [first, second]}");
  }

  /**
   * The code of a category.
   *
   * @param cell a number or a text
   * @return NaN if the model has not seen it
   */
  double code(Object cell) {
    Map<String, Integer> known = codes.orElseThrow();
    Integer code = known.get(cell.toString());
    if (code == null && (cell instanceof Double || DecimalNumber.matches(cell.toString(), '.'))) {
      code = known.get(CategoryName.of(Double.parseDouble(cell.toString())));
    }
    return code == null ? Double.NaN : code;
  }
}
