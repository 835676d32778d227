package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outputs that were read from files: one for the list that training and validation samples are
 * from, and perhaps one for a list of test samples.
 */
final class RecordedTeacher implements Teacher {
  private final Path file;
  private final Samples known;
  private final RecordedRows rows;
  private final Optional<RecordedRows> test;

  private RecordedTeacher(
      Path file, Samples known, RecordedRows rows, Optional<RecordedRows> test) {
    this.file = file;
    this.known = known;
    this.rows = rows;
    this.test = test;
  }

  static RecordedTeacher read(
      Path file, Optional<Path> testFile, Optional<String> id, TrainingData data) {
    Samples known = data.train().origin();
    RecordedRows rows = RecordedRows.read(file, data.heads(), id);
    rows.require(known, "training");
    Optional<RecordedRows> test = testFile.map(path -> RecordedRows.read(path, data.heads(), id));
    test.ifPresent(
        of -> {
          if (!of.outputs().equals(rows.outputs())) {
            throw new RetortException(
                ErrorKind.DATA,
                "The recorded outputs "
                    + testFile.get()
                    + " are of other kinds than those in "
                    + file
                    + "; record both in the same way");
          }
        });
    RecordedTeacher teacher = new RecordedTeacher(file, known, rows, test);
    teacher.require(data.validation());
    return teacher;
  }

  @Override
  public List<TeacherOutput> outputs() {
    return rows.outputs();
  }

  @Override
  public void require(Samples samples) {
    Samples origin = samples.origin();
    if (origin == known) {
      return;
    }
    if (origin.views().isPresent()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The recorded outputs "
              + file
              + " are for samples as they are, but the student's training has an 'augmentation',"
              + " which changes them; leave the key out, or take a teacher that the run evaluates");
    }
    if (test.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + " are for the training samples, but the data set comes with test samples of its"
              + " own; record outputs for these as well and name their file under the key test");
    }
    test.get().require(origin, "test");
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    require(batch.source());
    Samples origin = batch.source().origin();
    RecordedRows from = origin == known ? rows : test.orElseThrow();
    destinations.forEach(
        (name, destination) -> {
          for (int i = 0; i < batch.size(); i++) {
            int sample = batch.source().indexInOrigin(batch.samples()[i]);
            from.copy(name, origin, sample, destination, i);
          }
        });
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    rows.addTo(fingerprint);
    test.ifPresent(each -> each.addTo(fingerprint));
    return fingerprint.text();
  }

  @Override
  public void close() {
    // The rows are on the heap.
  }
}
