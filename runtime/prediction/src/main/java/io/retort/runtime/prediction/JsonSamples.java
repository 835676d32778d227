package io.retort.runtime.prediction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.TableFormat;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON document a line: an object with a row's cells, or a list of prepared values. */
final class JsonSamples implements RawSamples {
  private static final JSON READER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(TableFormat.LONGEST_CELL)
                          .build())
                  .build())
          .enable(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS)
          .build();

  private final InputLines lines;
  private long row;

  JsonSamples(Path file) {
    this.lines = new InputLines(file);
  }

  @Override
  public Optional<RawSample> next() {
    Optional<String> text = lines.next();
    while (text.isPresent() && text.get().isBlank()) {
      text = lines.next();
    }
    if (text.isPresent()) {
      row++;
    }
    return text.map(json -> new Document(row, lines.number(), json));
  }

  @Override
  public void close() {
    lines.close();
  }

  private record Document(long row, long line, String text) implements RawSample {
    @Override
    public String source() {
      return Long.toString(row);
    }

    @Override
    public String place() {
      return "line " + line;
    }

    @Override
    public float[] prepare(Student student, RowCounts counts) {
      Object document = read();
      if (document instanceof Map<?, ?> cells) {
        @SuppressWarnings("unchecked") // JSON has no other keys
        Map<String, ?> named = (Map<String, ?>) cells;
        counts.decoded(named);
        return student.prepare(named, counts);
      } else if (document instanceof List<?> values) {
        return values(values);
      }
      throw new RetortException(
          ErrorKind.DATA, "The line is neither an object with a row's cells nor a list of values");
    }

    private Object read() {
      try {
        return READER.anyFrom(text);
      } catch (IOException | StackOverflowError noJson) {
        throw new RetortException(
            ErrorKind.DATA, "The line is not JSON: " + Reason.of(noJson), noJson);
      }
    }

    private static float[] values(List<?> values) {
      float[] input = new float[values.size()];
      for (int i = 0; i < input.length; i++) {
        if (!(values.get(i) instanceof Number number)) {
          throw new RetortException(
              ErrorKind.DATA, "The value " + i + ", counted from 0, is not a number");
        }
        input[i] = number.floatValue();
      }
      return input;
    }
  }
}
