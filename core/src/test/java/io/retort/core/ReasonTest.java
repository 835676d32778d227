package io.retort.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void reasonsSpeakNoJava() {
    Map.of(
            new NoSuchFileException("a.csv"),
            "there is no a.csv",
            new FileSystemException("a.csv", null, "No space left on device"),
            "no space left on device",
            new EOFException(),
            "it ends too early",
            new IOException("Input/output error\n\tat x"),
            "input/output error",
            new IOException("The input ended in a field.  This could mean v1.2."),
            "the input ended in a field",
            new FileSystemException("a.csv", null, "Too many open files"),
            "too many open files, of which 'ulimit -n' says how many there may be",
            new IOException("File too large"),
            "the file is larger than the file system, or 'ulimit -f', allows",
            new IOException(),
            "the system gives no reason",
            new OutOfMemoryError("Java heap space"),
            "it takes more memory than there is; " + HeapAdvice.of(0))
        .forEach((failure, words) -> assertEquals(words, Reason.of(failure)));
  }

  @Test
  void parsersAreQuotedWithoutTheirOwnNames() {
    Map.of(
            "Unexpected end-of-input: expected close marker for Object (start marker at [Source:"
                + " REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1,"
                + " column: 1])\n at [Source: UNKNOWN; line: 1, column: 7]",
            "unexpected end-of-input: expected close marker for Object",
            "Number value length (5000) exceeds the maximum allowed (1000, from"
                + " `StreamReadConstraints.getMaxNumberLength()`)",
            "number value length (5000) exceeds the maximum allowed (1000)",
            "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
            "non-standard token 'NaN'",
            "Unexpected character ('\u0007')",
            "unexpected character (' ')")
        .forEach((message, words) -> assertEquals(words, Reason.of(new IOException(message))));
  }
}
