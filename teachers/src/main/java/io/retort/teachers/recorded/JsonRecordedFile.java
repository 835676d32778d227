package io.retort.teachers.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.TableFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object for each sample. A value inside of other objects has the column whose name is that of
 * all keys on the way, with colons: {@code {"probability": {"cat": 0.9}}} is {@code
 * probability:cat}. The first object has all columns that are read; others may have more.
 */
final class JsonRecordedFile implements RecordedFile {
  private final Path file;
  private final JsonParser parser;
  private final List<String> columns;
  private Optional<Map<String, String>> first;
  private long line;

  private JsonRecordedFile(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
    this.first = read();
    this.columns = List.copyOf(first.orElseThrow(() -> RecordedFile.empty(file)).keySet());
  }

  static JsonRecordedFile of(Path file, InputStream in) throws IOException {
    JsonFactory format =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(TableFormat.LONGEST_CELL).build())
            .build();
    return new JsonRecordedFile(file, format.createParser(in));
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<Row> next() {
    Optional<Map<String, String>> cells = first.isPresent() ? first : read();
    first = Optional.empty();
    return cells.map(this::row);
  }

  private Row row(Map<String, String> cells) {
    if (cells.containsKey(SAMPLE) && !columns.contains(SAMPLE)) {
      // Read in the order of the file, these outputs would be those of other samples.
      throw new RetortException(
          ErrorKind.DATA,
          place()
              + "this object has '"
              + SAMPLE
              + "', and the first one has not; give it to all, or to none");
    }
    List<String> inOrder = new ArrayList<>(columns.size());
    for (String column : columns) {
      // What is not there is no number, and named where a number is wanted.
      inOrder.add(cells.getOrDefault(column, ""));
    }
    return new Row(place(), inOrder);
  }

  private String place() {
    return file + ", line " + line + ": ";
  }

  private Optional<Map<String, String>> read() {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      line = parser.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        throw new RetortException(
            ErrorKind.DATA, place() + "there is no object; write one for each sample");
      }
      Map<String, String> cells = new LinkedHashMap<>();
      readObject("", cells);
      return Optional.of(cells);
    } catch (JsonProcessingException malformed) {
      throw new RetortException(
          ErrorKind.DATA,
          file
              + ", line "
              + (malformed.getLocation() == null ? line : malformed.getLocation().getLineNr())
              + ": this is not JSON: "
              + Reason.of(malformed),
          malformed);
    } catch (IOException failure) {
      throw RecordedFile.unreadable(file, failure);
    }
  }

  private void readObject(String prefix, Map<String, String> cells) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readObject(name + ":", cells);
      } else if (token == JsonToken.START_ARRAY) {
        // Other things that a file may hold, such as the text of a prompt.
        parser.skipChildren();
      } else if (cells.putIfAbsent(name, parser.getText()) != null) {
        throw new RetortException(
            ErrorKind.DATA, place() + "there are two values called '" + name + "'; rename one");
      }
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
