package io.retort.runtime.prediction;

import io.retort.serving.Student;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A text a line, for students that have learned from texts alone. */
final class TextSamples implements RawSamples {
  private final InputLines lines;

  TextSamples(Path file) {
    this.lines = new InputLines(file);
  }

  @Override
  public Optional<RawSample> next() {
    return lines.next().map(text -> new Line(lines.number(), text));
  }

  @Override
  public void close() {
    lines.close();
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
    public float[] prepare(Student student, RowCounts counts) {
      float[] input = student.prepare(text);
      counts.decoded(Map.of(student.preparation().columns().get(0).name(), text));
      return input;
    }
  }
}
