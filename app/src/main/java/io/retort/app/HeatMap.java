package io.retort.app;

import io.retort.core.RetortException;
import io.retort.runtime.configuration.WrittenValue;
import io.retort.runtime.files.AtomicFiles;
import io.retort.runtime.sweep.Standing;
import io.retort.runtime.sweep.SweepResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/**
 * Pictures of a sweep: for each two of the keys a map of the first rung, in which all candidates
 * have had the same budget. Where further keys were varied, a field shows the best of them. Empty
 * fields diverged.
 */
final class HeatMap {
  private static final int FIELD = 100;
  private static final int MARGIN = 300;
  private static final Color[] COLOURS = {
    new Color(0xf7fbff), new Color(0xc6dbef), new Color(0x6baed6)
  };

  private final SweepResult result;
  private final List<String> keys;

  HeatMap(SweepResult result) {
    this.result = result;
    this.keys = List.copyOf(result.sweep().vary().keySet());
  }

  /**
   * Writes the pictures.
   *
   * @return what the user should know
   */
  List<String> write() {
    List<String> notes = new ArrayList<>();
    int pairs = keys.size() * (keys.size() - 1) / 2;
    try {
      for (int x = 0; x < keys.size(); x++) {
        for (int y = x + 1; y < keys.size(); y++) {
          String number = pairs == 1 ? "" : "-" + (notes.size() + 1);
          Path file = result.folder().resolve("heat-map" + number + ".png");
          BufferedImage image = image(chart(keys.get(x), keys.get(y)));
          AtomicFiles.write(file, temporary -> ImageIO.write(image, "png", temporary.toFile()));
          notes.add("A heat map of " + keys.get(x) + " and " + keys.get(y) + " is in " + file);
        }
      }
    } catch (RetortException unwritable) {
      throw unwritable;
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // A Java or an image without fonts cannot draw text. The sweep is not worth less for it.
      notes.add("The heat map could not be drawn: " + noFonts + "; install fonts, such as DejaVu");
    }
    return notes;
  }

  private static BufferedImage image(HeatMapChart chart) {
    BufferedImage image =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    return image;
  }

  private HeatMapChart chart(String x, String y) {
    List<String> columns = texts(x);
    List<String> rows = texts(y);
    List<Number[]> fields = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      for (int row = 0; row < rows.size(); row++) {
        Number[] place = {column, row};
        value(x, columns.get(column), y, rows.get(row))
            .ifPresent(value -> fields.add(new Number[] {place[0], place[1], rounded(value)}));
      }
    }
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(MARGIN + FIELD * columns.size())
            .height(MARGIN / 2 + FIELD * rows.size())
            .title(
                result.name()
                    + ": validation "
                    + result.score()
                    + " after "
                    + result.rungs().get(0).get(0).steps()
                    + " steps")
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setRangeColors(COLOURS).setShowValue(true);
    String pattern = Figures.isShare(result.score()) ? "0.00%" : "0.0000";
    chart.getStyler().setHeatMapValueDecimalPattern(pattern).setLocale(Locale.ROOT);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.addSeries(result.score(), columns, rows, fields);
    return chart;
  }

  /** The legend shows all digits of the smallest and the largest value. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private List<String> texts(String key) {
    return result.sweep().vary().get(key).values().stream().map(WrittenValue::toString).toList();
  }

  /** The best mean of the candidates with these two values; empty if all of them diverged. */
  private Optional<Double> value(String x, String xValue, String y, String yValue) {
    return result.rungs().get(0).stream()
        .filter(standing -> !standing.diverged())
        .filter(standing -> standing.candidate().values().get(x).toString().equals(xValue))
        .filter(standing -> standing.candidate().values().get(y).toString().equals(yValue))
        .map(Standing::mean)
        .findFirst();
  }
}
