package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.RowListener;
import io.retort.core.data.SavedModel;
import io.retort.core.image.ImageInput;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageReader;

/** Prepares raw rows, texts and images as the data was that a student has learned from. */
final class RawInputs {
  private final InputPreparation preparation;
  private final Shape shape;
  private final Optional<RowEncoder> rows;
  private final float[] byPixel;

  /** Prepares what a student reads that has a signature. */
  static RawInputs of(SavedModel student, TokenizerSource tokenizers) {
    return new RawInputs(
        student.signature().orElseThrow().preparation(),
        student.network().plan().input(),
        tokenizers);
  }

  private RawInputs(InputPreparation preparation, Shape shape, TokenizerSource tokenizers) {
    this.preparation = preparation;
    this.shape = shape;
    this.rows =
        preparation.match(
            values -> Optional.empty(),
            table -> Optional.of(new RowEncoder(table, saved -> restored(saved, tokenizers))),
            pixels -> Optional.empty());
    this.byPixel =
        preparation.match(values -> new float[0], table -> new float[0], RawInputs::byPixel);
  }

  private static Tokenizer restored(SavedTokenizer saved, TokenizerSource tokenizers) {
    TokenizerProvider<?> provider = tokenizers.find(saved.kind());
    provider
        .unavailable()
        .ifPresent(
            reason -> {
              throw new RetortException(
                  ErrorKind.ENVIRONMENT,
                  "The tokenizer '" + saved.kind() + "' does not work here: " + reason);
            });
    return provider.restore(saved.settings());
  }

  private static float[] byPixel(InputPreparation.Pixels pixels) {
    float[] values = new float[256];
    for (int pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = pixels.value(pixel);
    }
    return values;
  }

  InputPreparation preparation() {
    return preparation;
  }

  float[] encode(Map<String, ?> row) {
    return encode(row, RowListener.NONE);
  }

  float[] encode(Map<String, ?> row, RowListener listener) {
    return rows.orElseThrow(() -> unknown("the columns of a table")).encode(row, listener);
  }

  /** The input of a text, for a student that has learned from nothing else. */
  float[] encode(String text) {
    List<InputColumn> columns = preparation.columns();
    if (columns.size() != 1 || !(columns.get(0) instanceof InputColumn.Text only)) {
      throw unknown("texts alone");
    }
    return encode(Map.of(only.name(), text));
  }

  float[] encode(byte[] pixels) {
    InputPreparation.Pixels scale = requirePixels();
    if (pixels.length != shape.elements()) {
      throw new IllegalArgumentException(
          "The image has " + pixels.length + " pixels; the student reads images of shape " + shape);
    }
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      int pixel = Byte.toUnsignedInt(pixels[i]);
      if (pixel > scale.white()) {
        throw new IllegalArgumentException(
            "The pixel "
                + i
                + ", counted from 0, is "
                + pixel
                + "; the student has learned from pixels of at most "
                + scale.white());
      }
      values[i] = byPixel[pixel];
    }
    return values;
  }

  /** The cells of a record by the names of the columns that its components are for. */
  Map<String, Object> cells(Record row) {
    Map<String, Object> byName = RecordCells.of(row);
    Map<String, Object> cells = new HashMap<>();
    for (InputColumn column : preparation.columns()) {
      String name = RecordCells.plain(column.name());
      if (byName.containsKey(name)) {
        cells.put(column.name(), byName.get(name));
      }
    }
    return cells;
  }

  float[] encode(ImageReader reader) throws IOException {
    InputPreparation.Pixels scale = requirePixels();
    return scaled(ImageInput.read(reader, shape, scale.fit()), scale);
  }

  float[] encode(BufferedImage image) {
    InputPreparation.Pixels scale = requirePixels();
    return scaled(ImageInput.of(image, shape, scale.fit()), scale);
  }

  private InputPreparation.Pixels requirePixels() {
    if (preparation instanceof InputPreparation.Pixels pixels) {
      return pixels;
    }
    throw unknown("images");
  }

  private static float[] scaled(byte[] pixels, InputPreparation.Pixels scale) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale.value(Byte.toUnsignedInt(pixels[i]), ImageInput.WHITE);
    }
    return values;
  }

  private IllegalStateException unknown(String what) {
    return new IllegalStateException(
        "The student has not learned from "
            + what
            + "; give the values of its input, of shape "
            + shape);
  }
}
