package io.retort.serving.format;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.image.ImageFit;
import io.retort.core.text.SavedTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads the {@code signature.json} that {@link SignatureFormat} and older versions write. */
final class SignatureReader {
  private SignatureReader() {}

  /**
   * Reads a file.
   *
   * @throws RetortException naming the file if it is damaged, or of a newer version
   */
  static Signature read(Path file) {
    try {
      return JsonKeys.read(PlainJson.read(Files.readAllBytes(file)), SignatureReader::signature);
    } catch (IOException | IllegalArgumentException | StackOverflowError damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " cannot be read: "
              + Reason.of(damaged)
              + ". Restore it, or use the version of Retort that wrote it",
          damaged);
    }
  }

  private static Signature signature(JsonKeys keys) {
    List<InputColumn> columns = keys.objects("inputs", SignatureReader::column);
    return new Signature(preparation(keys, columns), keys.objects("heads", SignatureReader::head));
  }

  /** How inputs are made; versions that did not write it knew the columns of a table alone. */
  private static InputPreparation preparation(JsonKeys keys, List<InputColumn> columns) {
    if (keys.has("pixels")) {
      return keys.object(
          "pixels",
          pixels ->
              new InputPreparation.Pixels(
                  pixels.wholeNumber("white"), scaling(pixels), fit(pixels)));
    } else if (keys.has("table")) {
      return new InputPreparation.Table(columns, keys.object("table", SignatureReader::table));
    }
    return InputPreparation.of(columns);
  }

  private static ImageFit fit(JsonKeys keys) {
    return keys.has("fit")
        ? ImageFit.valueOf(keys.text("fit").toUpperCase(Locale.ROOT))
        : ImageFit.EXACT;
  }

  private static TableFormat table(JsonKeys keys) {
    return new TableFormat(
        !keys.has("header") || keys.flag("header"),
        keys.character("separator"),
        keys.character("decimal"),
        keys.texts("missing-marks"),
        MissingValues.valueOf(keys.text("missing").toUpperCase(Locale.ROOT)));
  }

  private static InputColumn column(JsonKeys keys) {
    String name = keys.text("name");
    String kind = keys.text("kind");
    return switch (kind) {
      case "numeric" -> new InputColumn.Numeric(name, scaling(keys), keys.number("fill"));
      case "categorical" ->
          new InputColumn.Categorical(
              name,
              keys.texts("categories"),
              keys.text("fill"),
              UnknownCategory.valueOf(keys.text("unknown").toUpperCase(Locale.ROOT)));
      case "text" ->
          new InputColumn.Text(
              name,
              new SavedTokenizer(keys.text("tokenizer"), keys.textsByKey("tokenizer-settings")),
              vocabulary(keys),
              keys.wholeNumber("length"));
      default ->
          throw new IllegalArgumentException(
              "this version does not know the kind of column '" + kind + "'");
    };
  }

  /** Versions that did not write it knew it from the tokenizer alone. */
  private static OptionalInt vocabulary(JsonKeys keys) {
    return keys.has("vocabulary")
        ? OptionalInt.of(keys.wholeNumber("vocabulary"))
        : OptionalInt.empty();
  }

  private static Head head(JsonKeys keys) {
    String name = keys.text("name");
    String task = keys.text("task");
    return new Head(
        name,
        switch (task) {
          case "single-label" -> new Task.SingleLabel(keys.texts("classes"));
          case "multi-label" -> new Task.MultiLabel(keys.texts("labels"));
          case "regression" -> regression(keys);
          case "embedding" -> new Task.Embedding(keys.wholeNumber("width"));
          default ->
              throw new IllegalArgumentException(
                  "this version does not know the task '" + task + "'");
        });
  }

  private static Task.Regression regression(JsonKeys keys) {
    List<String> names = new ArrayList<>();
    List<Standardization> scales =
        keys.objects(
            "values",
            value -> {
              names.add(value.text("name"));
              return scaling(value);
            });
    return new Task.Regression(names, scales);
  }

  private static Standardization scaling(JsonKeys keys) {
    return new Standardization(keys.number("mean"), keys.number("deviation"));
  }
}
