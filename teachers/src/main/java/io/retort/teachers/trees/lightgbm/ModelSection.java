package io.retort.teachers.trees.lightgbm;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.core.data.DecimalNumber;
import io.retort.teachers.file.DamagedModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines of a model's text, each of a key and its value: the head of the file, or a tree. */
final class ModelSection {
  private final String name;
  private final Map<String, String> values = new HashMap<>();

  /**
   * Lines without any yet.
   *
   * @param name what they are called in messages
   */
  ModelSection(String name) {
    this.name = name;
  }

  /** Adds a line; one without a sign is a key alone. */
  void add(String line) throws DamagedModelException {
    int sign = line.indexOf('=');
    String key = sign < 0 ? line : line.substring(0, sign);
    unless(
        values.put(key, sign < 0 ? "" : line.substring(sign + 1)) == null,
        name + " has the line " + Echo.quoted(key) + " twice");
  }

  String name() {
    return name;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value of a key that has to be there. */
  String text(String key) throws DamagedModelException {
    String value = values.get(key);
    unless(value != null, name + " has no line " + key + "=");
    return value;
  }

  /** A whole number of at least 0. */
  int count(String key) throws DamagedModelException {
    String text = text(key);
    unless(
        text.matches("[0-9]{1,9}"),
        name + " has " + Echo.quoted(text) + " for " + key + ", not a whole number");
    return Integer.parseInt(text);
  }

  /** Words with blanks between them: lists of several leaves have more than one. */
  List<String> words(String key) throws DamagedModelException {
    return Arrays.stream(text(key).split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private List<String> words(String key, int count) throws DamagedModelException {
    List<String> words = words(key);
    unless(
        words.size() == count,
        name + " has " + words.size() + " values for " + key + " instead of " + count);
    return words;
  }

  /** So many whole numbers, up to 32 bits with or without a sign. */
  int[] integers(String key, int count) throws DamagedModelException {
    List<String> words = words(key, count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      String word = words.get(i);
      long number = word.matches("-?[0-9]{1,10}") ? Long.parseLong(word) : Long.MAX_VALUE;
      unless(
          number == (int) number || number == (number & 0xffffffffL),
          name + " has " + Echo.quoted(word) + " in " + key + ", not a whole number");
      numbers[i] = (int) number;
    }
    return numbers;
  }

  /** So many numbers, which may be infinite. */
  double[] numbers(String key, int count) throws DamagedModelException {
    List<String> words = words(key, count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(key, words.get(i));
    }
    return numbers;
  }

  private double number(String key, String word) throws DamagedModelException {
    if (word.equals("inf") || word.equals("-inf")) {
      return word.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    unless(
        DecimalNumber.matches(word, '.'),
        name + " has " + Echo.quoted(word) + " in " + key + ", not a number");
    return Double.parseDouble(word);
  }
}
