package io.retort.app;

import io.retort.runtime.common.text.Words;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/**
 * A map of scores, of a size that can be looked at, whatever values were varied.
 *
 * @param title stands above it
 * @param x the key whose values are the columns
 * @param y the key whose values are the rows
 * @param columns the values of the columns
 * @param rows the values of the rows
 * @param scores by column and row; fields that are not finite are left empty
 * @param share whether the scores are shown in percent
 */
record HeatMapImage(
    String title,
    String x,
    String y,
    List<String> columns,
    List<String> rows,
    double[][] scores,
    boolean share) {
  /** More fields along an axis than these would be too small to be told apart. */
  static final int MOST = 200;

  private static final int MARGIN = 320;

  /** Less above and below, where the labels of the columns lie flat. */
  private static final int FLAT = 150;

  private static final int LARGEST_FIELD = 100;
  private static final int SMALLEST_FIELD = 16;
  private static final int PLOT = 2_400;

  /** So many pixels a field needs for its number. */
  private static final int FIELD_WITH_NUMBER = 60;

  private static final int LONGEST_LABEL = 28;
  private static final int PIXELS_PER_CHARACTER = 9;
  private static final MathContext DIGITS = new MathContext(6);
  private static final Color[] COLOURS = {
    new Color(0xf7fbff), new Color(0xc6dbef), new Color(0x6baed6)
  };

  /** Whether there is anything to be drawn. */
  boolean isEmpty() {
    return fields().isEmpty();
  }

  BufferedImage draw() {
    int column = field(columns.size());
    int row = field(rows.size());
    List<String> labels = labels(columns);
    int longest = labels.stream().mapToInt(String::length).max().orElseThrow();
    boolean upright = longest * PIXELS_PER_CHARACTER > column;
    int width = column * columns.size();
    int height = row * rows.size();
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(MARGIN + width)
            .height((upright ? MARGIN : FLAT) + height)
            .title(fitting(title, FLAT + width))
            .xAxisTitle(fitting(x, FLAT + width))
            .yAxisTitle(fitting(y, height))
            .build();
    boolean numbers = Math.min(column, row) >= FIELD_WITH_NUMBER;
    chart.getStyler().setRangeColors(COLOURS).setShowValue(numbers);
    chart.getStyler().setHeatMapValueDecimalPattern(pattern()).setLocale(Locale.ROOT);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisLabelRotation(upright ? 90 : 0);
    chart.addSeries("score", labels, labels(rows), fields());
    BufferedImage image =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static String fitting(String text, int pixels) {
    return shortened(text, Math.max(LONGEST_LABEL / 2, pixels / PIXELS_PER_CHARACTER));
  }

  private static int field(int count) {
    return Math.max(SMALLEST_FIELD, Math.min(LARGEST_FIELD, PLOT / count));
  }

  private List<Number[]> fields() {
    List<Number[]> fields = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      for (int row = 0; row < rows.size(); row++) {
        double score = scores[column][row];
        if (Double.isFinite(score)) {
          Number[] field = {column, row, new BigDecimal(score).round(DIGITS).doubleValue()};
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private String pattern() {
    if (share) {
      return "0.00%";
    }
    double largest =
        fields().stream().mapToDouble(field -> Math.abs(field[2].doubleValue())).max().orElse(0);
    return largest == 0 || (largest >= 0.01 && largest < 1e5) ? "0.####" : "0.###E0";
  }

  /** Short texts that are all different, as an axis needs them. */
  private static List<String> labels(List<String> texts) {
    Set<String> labels = new LinkedHashSet<>();
    for (String text : texts) {
      String label = shortened(text, LONGEST_LABEL);
      for (int number = labels.size() + 1; !labels.add(label); number++) {
        label = shortened(text, LONGEST_LABEL - 6) + " #" + number;
      }
    }
    return List.copyOf(labels);
  }

  /** In one line, with the middle left out where a text is too long: plugins differ at the end. */
  static String shortened(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "''";
    }
    return Words.shortened(line, most);
  }
}
