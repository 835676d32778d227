package io.retort.runtime.prediction;

import io.retort.core.data.RowListener;
import io.retort.serving.Student;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A text a line, for students that have learned from texts alone. */
final class TextSamples implements RawSamples {
  private final Path file;
  private final BufferedReader lines;
  private long line;

  TextSamples(Path file) {
    this.file = file;
    this.lines = InputFile.lines(file);
  }

  @Override
  public Optional<RawSample> next() {
    try {
      String text = lines.readLine();
      line++;
      return text == null ? Optional.empty() : Optional.of(new Line(line, text));
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
  }

  private record Line(long line, String text) implements RawSample {
    @Override
    public String source() {
      return Long.toString(line);
    }

    @Override
    public String place() {
      return "line " + line;
    }

    @Override
    public float[] prepare(Student student, RowListener listener) {
      return student.prepare(text);
    }
  }
}
