package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowFormat;
import io.retort.core.data.TableFormat;
import io.retort.serving.Student;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A format of files with raw data.
 *
 * @param name what it is called on the command line
 * @param own whether Retort reads it by itself; others may know patterns that mean several files
 * @param reads whether a file is in it, by its name
 * @param opener opens a file for a student
 */
record InputFormat(
    String name, boolean own, Predicate<Path> reads, BiFunction<Path, Student, RawSamples> opener) {
  /** What a pattern has that means several files. */
  private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  /**
   * The format of a file.
   *
   * @param named its format; that which its name says if not given
   * @throws RetortException if there is no such file or format, or its name says none
   */
  static InputFormat of(Path file, Optional<String> named) {
    List<InputFormat> formats = all();
    Optional<InputFormat> found =
        formats.stream()
            .filter(
                format -> named.map(format.name::equals).orElseGet(() -> format.reads.test(file)))
            .findFirst();
    if (found.isEmpty() || found.get().own || !PATTERN.matcher(file.toString()).find()) {
      requireThere(file);
    }
    return found.orElseThrow(
        () ->
            new RetortException(
                ErrorKind.CONFIGURATION,
                named
                        .map(name -> "There is no format '" + name + "' of raw data; name one")
                        .orElse("The name of " + file + " does not say what is in it; say it")
                    + " with --format: "
                    + formats.stream().map(InputFormat::name).collect(Collectors.joining(", "))
                    + ", or that of another module with a RowFormat"));
  }

  private static void requireThere(Path file) {
    if (!file.equals(InputFile.STANDARD_INPUT) && !Files.exists(file)) {
      throw new RetortException(
          ErrorKind.DATA, "The file " + file + " does not exist; name one with raw rows");
    }
  }

  private static List<InputFormat> all() {
    List<InputFormat> formats = new ArrayList<>();
    for (FileFormat format : FileFormat.values()) {
      formats.add(
          new InputFormat(
              format.name().toLowerCase(Locale.ROOT),
              true,
              file -> FileFormat.of(file).filter(format::equals).isPresent(),
              (file, student) -> open(format, file, student)));
    }
    for (RowFormat format : ServiceLoader.load(RowFormat.class)) {
      formats.add(
          new InputFormat(
              format.name(),
              false,
              file -> format.reads(String.valueOf(file.getFileName())),
              (file, student) -> FormatRows.open(format, file, student)));
    }
    return formats;
  }

  private static RawSamples open(FileFormat format, Path file, Student student) {
    return switch (format) {
      case CSV ->
          CsvRawSamples.open(
              file,
              student
                  .preparation()
                  .match(
                      values -> TableFormat.USUAL,
                      InputPreparation.Table::format,
                      pixels -> TableFormat.USUAL),
              student.preparation().columns());
      case JSONL -> new JsonSamples(file);
      case TXT -> new TextSamples(file);
      case IMAGES -> ImageFiles.open(file);
    };
  }

  /** Opens a file. */
  RawSamples open(Path file, Student student) {
    return opener.apply(file, student);
  }

  /** What predictions are written as that go to a stream. */
  FileFormat written() {
    return name.equals("jsonl") ? FileFormat.JSONL : FileFormat.CSV;
  }
}
