package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predictions of a student for a file of raw rows, or for images. The file is read, prepared,
 * predicted and written in batches, so that it may be of any size.
 */
public final class FilePredictions {
  /** Stands for the standard input instead of a file. */
  public static final Path STANDARD_INPUT = InputFile.STANDARD_INPUT;

  /** Samples that are predicted together. */
  private static final int BATCH = 256;

  private final Student student;
  private final Path file;
  private final InputFormat format;
  private final boolean skipping;
  private final TrainingListener listener;

  private FilePredictions(
      Student student, Path file, InputFormat format, boolean skipping, TrainingListener listener) {
    this.student = student;
    this.file = file;
    this.format = format;
    this.skipping = skipping;
    this.listener = listener;
  }

  /**
   * Predictions for a file.
   *
   * @param student predicts
   * @param file a CSV file written as the table of the training, JSON lines, lines of text, an
   *     image or a folder of images; a pipe, or {@link #STANDARD_INPUT}, of all but images; or
   *     whatever a {@link io.retort.core.data.RowFormat} reads
   * @param format its format, such as {@code csv}; that which its name says if not given
   * @return predictions that stop at the first sample that cannot be prepared
   * @throws RetortException if there is no such file or format, or its name says none
   */
  public static FilePredictions of(Student student, Path file, Optional<String> format) {
    return new FilePredictions(
        student, file, InputFormat.of(file, format), false, TrainingListener.NONE);
  }

  /**
   * The same predictions without the samples that cannot be prepared or predicted.
   *
   * @return predictions that count these
   */
  public FilePredictions skippingRefused() {
    return new FilePredictions(student, file, format, true, listener);
  }

  /**
   * The same predictions, of which a listener is told how far they have come.
   *
   * @param told is told of a phase that counts samples
   * @return predictions that tell
   */
  public FilePredictions telling(TrainingListener told) {
    return new FilePredictions(student, file, format, skipping, told);
  }

  /**
   * Writes the predictions to a file, which is complete or not there.
   *
   * @param output replaced if it exists: JSON lines if its name says so, else CSV
   * @return what became of the samples
   * @throws RetortException at the first sample that cannot be prepared, naming its place, unless
   *     such are skipped, or if a file cannot be read or written, or is both
   */
  public PredictionReport write(Path output) {
    requireAnother(output);
    FileFormat written =
        FileFormat.of(output).filter(named -> named == FileFormat.JSONL).orElse(FileFormat.CSV);
    List<PredictionReport> report = new ArrayList<>();
    AtomicFiles.write(
        output,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
            report.add(run(written, out));
          } catch (UncheckedIOException failure) {
            throw failure.getCause();
          }
        });
    return report.get(0);
  }

  /** The raw data is not replaced by its predictions. */
  private void requireAnother(Path output) {
    try {
      if (Files.exists(output) && Files.exists(file) && Files.isSameFile(output, file)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The predictions would replace " + file + ", for which they are; choose another file");
      }
    } catch (IOException failure) {
      throw InputFile.unreadable(output, failure);
    }
  }

  /**
   * Writes the predictions to a stream: JSON lines for JSON lines, else CSV.
   *
   * @param output flushed, not closed
   * @return what became of the samples
   * @throws RetortException as {@link #write(Path)}
   * @throws IOException if the stream cannot be written to
   */
  public PredictionReport write(OutputStream output) throws IOException {
    try {
      Writer out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
      PredictionReport report = run(format.written(), out);
      out.flush();
      return report;
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private PredictionReport run(FileFormat written, Writer out) throws IOException {
    SampleBatch batch = new SampleBatch(student, begin(written, out), file, skipping);
    String name =
        file.equals(STANDARD_INPUT) ? "the standard input" : file.getFileName().toString();
    // How many samples there are is known at the end.
    try (Phase phase = Phase.begin(listener, "Predicting " + name, 0);
        RawSamples samples = format.open(file, student)) {
      Optional<RawSamples.RawSample> sample = samples.next();
      while (sample.isPresent()) {
        batch.add(sample.get());
        phase.advance(1);
        if (batch.size() == BATCH) {
          batch.predict();
        }
        sample = samples.next();
      }
      batch.predict();
    }
    return batch.report();
  }

  private PredictionWriter begin(FileFormat written, Writer out) {
    return written == FileFormat.JSONL
        ? new JsonPredictions(out)
        : new CsvPredictions(
            student.heads().stream().map(head -> new Prediction(head, new float[0])).toList(), out);
  }
}
