package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.trees.CategoryName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The last line of a model that was trained with a data frame: lists of categories in JSON. */
final class PandasCategories {
  private PandasCategories() {}

  /**
   * Reads it.
   *
   * @param json {@code null}, or a list for each column of categories
   * @return the categories of each such column, by their codes
   */
  static List<List<String>> read(String json) throws DamagedModelException {
    List<List<String>> columns = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          columns.add(column(parser));
        }
      } else {
        unless(token == JsonToken.VALUE_NULL, "its pandas_categorical is not a list");
      }
      unless(parser.nextToken() == null, "something follows its pandas_categorical");
      return columns;
    } catch (IOException malformed) {
      throw new DamagedModelException("its pandas_categorical is not a list", malformed);
    }
  }

  private static List<String> column(JsonParser parser) throws IOException, DamagedModelException {
    unless(
        parser.currentToken() == JsonToken.START_ARRAY,
        "its pandas_categorical is not a list of lists");
    List<String> categories = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      unless(parser.currentToken().isScalarValue(), "its pandas_categorical nests too deep");
      categories.add(
          parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
              ? CategoryName.of(parser.getDoubleValue())
              : parser.getText());
    }
    return categories;
  }
}
