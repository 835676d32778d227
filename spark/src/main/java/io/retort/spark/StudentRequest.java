package io.retort.spark;

import io.retort.runtime.experiment.recording.KeptStudent;
import io.retort.runtime.experiment.training.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The training of a student of a run, which becomes a zip file.
 *
 * @param repeat counts from 1
 * @param arm which of the two students of a seed
 * @param seed as the experiment names it
 * @param teacher the fingerprint of the run's teacher
 */
record StudentRequest(int repeat, String arm, long seed, String teacher)
    implements TrainingRequest {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public byte[] make(LoadedExperiments here, Cancellation cancellation) throws IOException {
    KeptStudent.Recorder recorder = new KeptStudent.Recorder();
    KeptStudent kept =
        recorder.with(here.students(repeat, teacher).train(arm, seed, recorder, cancellation));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      kept.write((name, content) -> add(zip, name, content));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String words() {
    return "repeat " + repeat + ", student " + arm + ", seed " + seed;
  }
}
