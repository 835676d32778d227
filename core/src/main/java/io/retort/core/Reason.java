package io.retort.core;

import java.io.EOFException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** Says why reading or writing has failed, in the words of people who know files and no Java. */
public final class Reason {
  /** What parsers of JSON say to programmers: their settings, and where a value began. */
  private static final Pattern ASIDES =
      Pattern.compile(" \\(start marker at .*\\)$|, from `[^`]*`|: enable `[^`]*` to allow");

  private Reason() {}

  /**
   * The reason of a failure, as a clause to put behind a colon or in brackets.
   *
   * @param failure mostly an {@link java.io.IOException}
   * @return such as "no space left on device"
   */
  public static String of(Throwable failure) {
    if (failure instanceof RetortException) {
      return failure.getMessage();
    } else if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    } else if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    } else if (failure instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + " exists";
    } else if (failure instanceof DirectoryNotEmptyException full) {
      return full.getFile() + " is a folder that is not empty";
    } else if (failure instanceof NotDirectoryException file) {
      return file.getFile() + " is not a folder";
    } else if (failure instanceof FileSystemLoopException loop) {
      return "the symbolic links of " + loop.getFile() + " lead in a circle";
    } else if (failure instanceof FileSystemException other) {
      return plain(other.getReason());
    } else if (failure instanceof EOFException) {
      return "it ends too early";
    } else if (failure instanceof CharacterCodingException) {
      return "it holds bytes that are not UTF-8 text";
    } else if (failure instanceof OutOfMemoryError) {
      return "it takes more memory than there is; " + HeapAdvice.of(0);
    } else if (failure instanceof ZipException zip) {
      return "it is damaged or no such archive: " + plain(zip.getMessage());
    }
    return plain(failure.getMessage());
  }

  /** The system's words, in the middle of a sentence. */
  private static String plain(String message) {
    if (message == null || message.isBlank()) {
      return "the system gives no reason";
    }
    String line = Echo.line(message.strip().lines().findFirst().orElseThrow());
    // A clause: without a full stop, or a second sentence as Protocol Buffers' messages have it.
    String first = ASIDES.matcher(line).replaceAll("").replaceFirst("\\.(  .*)?$", "");
    if (first.contains("Too many open files")) {
      return "too many open files, of which 'ulimit -n' says how many there may be";
    } else if (first.contains("File too large")) {
      return "the file is larger than the file system, or 'ulimit -f', allows";
    }
    boolean word = first.length() > 1 && Character.isLowerCase(first.charAt(1));
    return word ? first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1) : first;
  }
}
