package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples that are predicted together, and counts of all that were. */
final class SampleBatch {
  private final Student student;
  private final PredictionWriter writer;
  private final Path file;
  private final boolean skipping;
  private final List<RawSamples.RawSample> samples = new ArrayList<>();
  private final List<float[]> inputs = new ArrayList<>();
  private final RowCounts counts;
  private long predicted;
  private long refused;
  private Optional<String> firstRefusal = Optional.empty();

  /**
   * An empty batch.
   *
   * @param file where the samples come from, for messages
   * @param skipping whether samples that cannot be prepared or predicted are counted only
   */
  SampleBatch(Student student, PredictionWriter writer, Path file, boolean skipping) {
    this.student = student;
    this.writer = writer;
    this.file = file;
    this.skipping = skipping;
    this.counts = new RowCounts(student.preparation().columns());
  }

  int size() {
    return samples.size();
  }

  void add(RawSamples.RawSample sample) {
    try {
      inputs.add(sample.prepare(student, counts));
      samples.add(sample);
    } catch (RetortException | IllegalArgumentException | IllegalStateException refusal) {
      // The last if the student has learned from data of another kind than the file's.
      refuse(sample, refusal);
    }
  }

  /** Predicts and writes what was added. */
  void predict() throws IOException {
    if (samples.isEmpty()) {
      return;
    }
    try {
      write(samples, student.predictHeads(inputs));
    } catch (RetortException | IllegalArgumentException refusal) {
      // Which sample it was shows when each is predicted by itself.
      for (int i = 0; i < samples.size(); i++) {
        predict(samples.get(i), inputs.get(i));
      }
    }
    samples.clear();
    inputs.clear();
  }

  private void predict(RawSamples.RawSample sample, float[] input) throws IOException {
    Map<String, List<float[]>> outputs;
    try {
      outputs = student.predictHeads(List.of(input));
    } catch (RetortException | IllegalArgumentException refusal) {
      refuse(sample, refusal);
      return;
    }
    write(List.of(sample), outputs);
  }

  private void write(List<RawSamples.RawSample> of, Map<String, List<float[]>> outputs)
      throws IOException {
    for (int i = 0; i < of.size(); i++) {
      writer.write(of.get(i).source(), Prediction.of(student.heads(), outputs, i));
      predicted++;
    }
  }

  private void refuse(RawSamples.RawSample sample, RuntimeException refusal) {
    String sentence = file + ", " + sample.place() + ": " + refusal.getMessage();
    if (!skipping) {
      throw new RetortException(ErrorKind.DATA, sentence, refusal);
    }
    refused++;
    firstRefusal = firstRefusal.or(() -> Optional.of(sentence));
  }

  PredictionReport report() {
    return new PredictionReport(
        predicted,
        refused,
        firstRefusal,
        counts.filled(),
        counts.unknown(),
        counts.replaced(),
        counts.passedOver());
  }
}
