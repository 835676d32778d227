package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The categories of the data frame that a booster was trained with, for each feature in turn: texts
 * as bytes one behind the other, with the places where they begin, or whole numbers.
 */
final class CategoryNames {
  private final ModelValues values;
  private final Map<Integer, List<String>> byFeature = new HashMap<>();
  private int features;

  private CategoryNames(ModelValues values) {
    this.values = values;
  }

  /** Reads the object that is the next value: the categories by features, by codes. */
  static Map<Integer, List<String>> read(ModelValues values) throws DamagedModelException {
    CategoryNames names = new CategoryNames(values);
    values.object(
        field -> {
          if (!field.equals("enc")) {
            return false;
          }
          values.array(names::readFeature);
          return true;
        });
    return names.byFeature;
  }

  private void readFeature() throws DamagedModelException {
    Map<String, int[]> arrays = new HashMap<>();
    values.object(
        field -> {
          if (!field.equals("offsets") && !field.equals("values")) {
            return false;
          }
          arrays.put(field, values.integers());
          return true;
        });
    int[] content = arrays.getOrDefault("values", new int[0]);
    int[] offsets = arrays.get("offsets");
    List<String> names = new ArrayList<>();
    if (offsets == null) {
      for (int value : content) {
        names.add(Integer.toString(value));
      }
    } else {
      for (int i = 1; i < offsets.length; i++) {
        names.add(text(content, offsets[i - 1], offsets[i]));
      }
    }
    if (!names.isEmpty()) {
      byFeature.put(features, names);
    }
    features++;
  }

  private static String text(int[] content, int start, int end) throws DamagedModelException {
    unless(
        start >= 0 && start <= end && end <= content.length,
        "the names of its categories do not lie in " + content.length + " bytes");
    byte[] letters = new byte[end - start];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) content[start + i];
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(letters)).toString();
    } catch (CharacterCodingException broken) {
      throw new DamagedModelException("it has a category whose name is not UTF-8", broken);
    }
  }
}
