package io.retort.exporters.check;

import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.TableFormat;
import io.retort.core.data.UnknownCategory;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Samples on which a file is compared with its student: always the same ones. */
public final class CheckSamples {
  private static final long SEED = 7;

  private CheckSamples() {}

  /**
   * Draws inputs: tokens for a network that looks them up, otherwise normally distributed values,
   * as scaled data are.
   *
   * @param plan a network
   * @param count how many
   * @return the values of each input in row-major order
   */
  public static List<float[]> inputs(NetworkPlan plan, int count) {
    Random random = new Random(SEED);
    Optional<Tokens> tokens = plan.tokens();
    List<float[]> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] input = new float[plan.input().elements()];
      for (int j = 0; j < input.length; j++) {
        input[j] =
            tokens.isPresent()
                ? random.nextInt(tokens.get().vocabulary())
                : (float) random.nextGaussian();
      }
      if (tokens.isPresent() && tokens.get().padded()) {
        // Of any length from none to all.
        Arrays.fill(input, random.nextInt(input.length + 1), input.length, Tokens.NONE);
      }
      inputs.add(input);
    }
    return inputs;
  }

  /**
   * Draws rows of a table, with missing values, and unknown categories where these are allowed.
   *
   * @param table the table
   * @param count how many
   * @return the cells of each row by the names of their columns
   */
  public static List<Map<String, Object>> rows(InputPreparation.Table table, int count) {
    Random random = new Random(SEED);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      table
          .columns()
          .forEach(column -> row.put(column.name(), cell(column, table.format(), random)));
      rows.add(row);
    }
    return rows;
  }

  /**
   * Draws images.
   *
   * @param pixels how their pixels become values
   * @param length the number of pixels of an image
   * @param count how many
   * @return the pixels of each image, as unsigned bytes
   */
  public static List<byte[]> images(InputPreparation.Pixels pixels, int length, int count) {
    Random random = new Random(SEED);
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] image = new byte[length];
      for (int j = 0; j < length; j++) {
        image[j] = (byte) random.nextInt(pixels.white() + 1);
      }
      images.add(image);
    }
    return images;
  }

  private static Object cell(InputColumn column, TableFormat format, Random random) {
    if (format.missing() == MissingValues.FILL && random.nextInt(8) == 0) {
      return null;
    }
    return column.match(
        number -> number(number, format, random),
        category -> category(category, random),
        text -> {
          throw WritablePreparation.unexpected(text);
        });
  }

  private static Object number(InputColumn.Numeric column, TableFormat format, Random random) {
    double number = column.scaling().mean() + column.scaling().deviation() * random.nextGaussian();
    return random.nextBoolean()
        ? (Object) number
        : Double.toString(number).replace('.', format.decimal());
  }

  private static Object category(InputColumn.Categorical column, Random random) {
    if (column.unknown() != UnknownCategory.REFUSE && random.nextInt(8) == 0) {
      return "none of " + column.categories().size();
    }
    return column.categories().get(random.nextInt(column.categories().size()));
  }
}
