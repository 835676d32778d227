package io.retort.teachers.trees;

import java.math.BigDecimal;

/** What a category is called that is a number. */
public final class CategoryName {
  private CategoryName() {}

  /**
   * The name.
   *
   * @param number the number
   * @return without a fraction if it has none, so that 3 and 3.0 are the same category
   */
  public static String of(double number) {
    return Double.isFinite(number) && number == Math.rint(number)
        ? new BigDecimal(number).toPlainString()
        : Double.toString(number);
  }
}
