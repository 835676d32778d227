package io.retort.app;

import io.retort.core.RetortException;
import io.retort.core.progress.Unit;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.configuration.WrittenValue;
import io.retort.runtime.experiment.sweep.CandidateScore;
import io.retort.runtime.experiment.sweep.SweepResult;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of a sweep: for each two of the keys a map of the first rung, in which all candidates
 * have had the same budget. Where further keys were varied, a field shows the best of them. Empty
 * fields diverged or have no score.
 */
final class HeatMap {
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
    for (int x = 0; x < keys.size(); x++) {
      for (int y = x + 1; y < keys.size(); y++) {
        String number = pairs == 1 ? "" : "-" + (notes.size() + 1);
        notes.add(
            write(keys.get(x), keys.get(y), result.folder().resolve("heat-map" + number + ".png")));
      }
    }
    return notes;
  }

  private String write(String x, String y, Path file) {
    String map = "heat map of " + x + " and " + y;
    String table = "; the figures are in " + result.folder().resolve("table.csv");
    Optional<String> tooMany =
        Stream.of(x, y).filter(key -> texts(key).size() > HeatMapImage.MOST).findFirst();
    if (tooMany.isPresent()) {
      return "No "
          + map
          + " was drawn, since "
          + tooMany.get()
          + " has "
          + texts(tooMany.get()).size()
          + " values and a picture at most "
          + HeatMapImage.MOST
          + table;
    }
    HeatMapImage image = image(x, y);
    if (image.isEmpty()) {
      return "No " + map + " was drawn, since no candidate has a score" + table;
    }
    try {
      AtomicFiles.write(file, png(image.draw()));
      return "A " + map + " is in " + file;
    } catch (RetortException unwritable) {
      throw unwritable;
    } catch (RuntimeException | LinkageError | InternalError failure) {
      // The sweep is not worth less for a picture.
      return "The "
          + map
          + " could not be drawn: "
          + Fault.of(failure)
          + (fonts() ? table : "; install fonts, such as DejaVu");
    }
  }

  /** In memory: a file's image stream takes a full disk for a fault of the picture. */
  private static byte[] png(BufferedImage drawn) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(drawn, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Whether text can be drawn: a Java or an image of a container may have no fonts. */
  private static boolean fonts() {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      try {
        return graphics.getFontMetrics().stringWidth("0") > 0;
      } finally {
        graphics.dispose();
      }
    } catch (RuntimeException | LinkageError | InternalError none) {
      return false;
    }
  }

  private HeatMapImage image(String x, String y) {
    List<String> columns = texts(x);
    List<String> rows = texts(y);
    double[][] scores = new double[columns.size()][rows.size()];
    for (double[] column : scores) {
      Arrays.fill(column, Double.NaN);
    }
    // The best come first.
    for (CandidateScore score : result.rungs().get(0)) {
      int column = columns.indexOf(score.candidate().values().get(x).toString());
      int row = rows.indexOf(score.candidate().values().get(y).toString());
      if (Double.isNaN(scores[column][row])) {
        scores[column][row] = score.mean();
      }
    }
    return new HeatMapImage(
        result.name()
            + ": validation "
            + result.score()
            + " after "
            + result.rungs().get(0).get(0).steps()
            + " steps",
        x,
        y,
        columns,
        rows,
        scores,
        result.unit() == Unit.SHARE);
  }

  private List<String> texts(String key) {
    return result.sweep().vary().get(key).values().stream().map(WrittenValue::toString).toList();
  }
}
