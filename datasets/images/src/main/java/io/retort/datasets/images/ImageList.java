package io.retort.datasets.images;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.datasets.file.DataFile;
import io.retort.datasets.table.SampleTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file with the path of an image and its class in each line, and in further columns, which
 * the first line then names, more of it.
 */
final class ImageList {
  private final Path list;
  private final ListColumns columns;
  private final List<ImageListing.Entry> files = new ArrayList<>();
  private final Map<String, Long> lines = new HashMap<>();

  private ListLine line;
  private boolean begun;

  private ImageList(Path list, ListColumns columns) {
    this.list = list;
    this.columns = columns;
    this.line = ListLine.unnamed(columns);
  }

  /**
   * Reads the list; samples are in its order.
   *
   * @param key the setting that names it
   * @param columns what is read besides paths and classes
   */
  static ImageListing read(String key, Path list, ListColumns columns) {
    ImageList reading = DataFile.read(list, in -> new ImageList(list, columns).read(in));
    if (reading.files.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The list of images " + list + " is empty; write a path and a class into each line");
    }
    List<String> classes =
        reading.files.stream().map(ImageListing.Entry::label).distinct().sorted().toList();
    return new ImageListing(key, list, columns, classes, List.copyOf(reading.files), List.of());
  }

  private ImageList read(InputStream in) throws IOException {
    // A decoder refuses bytes that are not UTF-8, where the charset itself replaces them.
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    try {
      CsvReader.builder()
          .detectBomHeader(false)
          .allowUnclosedQuote(false)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .ofCsvRecord(text)
          .forEach(this::add);
      return this;
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    } catch (CsvParseException broken) {
      throw new RetortException(
          ErrorKind.DATA,
          "The list of images " + list + " is not CSV: " + Reason.of(broken) + "; correct it",
          broken);
    }
  }

  private void add(CsvRecord read) {
    List<String> cells = new ArrayList<>(read.getFields());
    if (!begun) {
      cells.set(0, withoutMark(cells.get(0)));
    }
    cells.replaceAll(String::strip);
    if (!begun && begin(cells)) {
      return;
    }
    long number = read.getStartingLineNumber();
    if (cells.size() != line.names().size()) {
      throw refused(
          number,
          "has "
              + cells.size()
              + (cells.size() == 1 ? " cell" : " cells")
              + (line.names().size() == 2
                  ? ", but it needs two: the path of an image and its class"
                  : ", but it needs " + line.names().size() + ": " + line.names()));
    }
    String written = line.path(cells);
    if (written.isEmpty() || line.label(cells).isEmpty()) {
      throw refused(number, "has no " + (written.isEmpty() ? "path" : "class"));
    } else if (cells.stream().anyMatch(ImageList::hasControls)) {
      throw refused(number, "has a line break or a tab in a cell; is a quotation mark wrong?");
    }
    Path path = path(number, written);
    String id = path.toString().replace('\\', '/');
    Long before = lines.putIfAbsent(id, number);
    if (before != null) {
      throw refused(
          number, "names " + Echo.quoted(id) + ", as line " + before + " does; leave one out");
    }
    ImageListing.Facts facts = line.facts(cells, clause -> refused(number, clause));
    requireTimeLikeFirst(number, facts);
    files.add(
        new ImageListing.Entry(
            list.toAbsolutePath().getParent().resolve(path), id, line.label(cells), facts));
  }

  /** Looks at the first line, and says whether it names the columns. */
  private boolean begin(List<String> cells) {
    begun = true;
    boolean named = ListLine.isHeader(cells);
    if (named) {
      line = new ListLine(List.copyOf(cells), columns);
    }
    line.flaw()
        .ifPresent(
            flaw -> {
              throw new RetortException(
                  ErrorKind.DATA,
                  "The list of images "
                      + list
                      + " "
                      + (named ? flaw : "does not name its columns; write " + columns.header()));
            });
    return named;
  }

  private void requireTimeLikeFirst(long number, ImageListing.Facts facts) {
    facts
        .time()
        .map(SampleTime::written)
        .filter(written -> !files.isEmpty())
        .filter(written -> !written.equals(files.get(0).facts().time().orElseThrow().written()))
        .ifPresent(
            written -> {
              throw refused(
                  number,
                  "has a "
                      + written
                      + " as its time, but lines before it do not; write all times alike");
            });
  }

  private static boolean hasControls(String cell) {
    return cell.chars().anyMatch(Character::isISOControl);
  }

  /** Some editors put a mark before a text. */
  private static String withoutMark(String first) {
    return first.startsWith("\uFEFF") ? first.substring(1) : first;
  }

  private Path path(long number, String written) {
    try {
      return Path.of(written).normalize();
    } catch (InvalidPathException wrong) {
      throw refused(number, "has a path that cannot be one: " + Reason.of(wrong));
    }
  }

  private RetortException refused(long line, String clause) {
    return new RetortException(
        ErrorKind.DATA, "Line " + line + " of the list of images " + list + " " + clause);
  }
}
