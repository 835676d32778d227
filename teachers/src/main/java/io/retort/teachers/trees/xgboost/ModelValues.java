package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file of objects, arrays, texts and numbers, which is read from its beginning to its end. */
interface ModelValues {

  /** Reads a field's value, or says that it does not want it. */
  @FunctionalInterface
  interface Fields {
    /**
     * Called with the value of the field next.
     *
     * @param name the field's name
     * @return whether the value was read; if not, it is skipped
     */
    boolean read(String name) throws DamagedModelException;
  }

  /** Reads an element, which is the next value. */
  @FunctionalInterface
  interface Elements {
    void read() throws DamagedModelException;
  }

  /** Enters an object, which the next value has to be. */
  void enter() throws DamagedModelException;

  /** The name of the next field; null behind the last one, where the object has been left. */
  String field() throws DamagedModelException;

  /** Reads an array, which the next value has to be. */
  void array(Elements elements) throws DamagedModelException;

  /** A text. */
  String text() throws DamagedModelException;

  /** An array of numbers. */
  float[] numbers() throws DamagedModelException;

  /** An array of whole numbers; truth is 1. */
  int[] integers() throws DamagedModelException;

  /** Passes over a value. */
  void skip() throws DamagedModelException;

  /** Refuses what follows the first value. */
  void end() throws DamagedModelException;

  /** Reads an object, each field of which may be there once. */
  default void object(Fields fields) throws DamagedModelException {
    enter();
    Set<String> names = new HashSet<>();
    for (String name = field(); name != null; name = field()) {
      unless(names.add(name), "it has the field " + Echo.quoted(name) + " twice");
      if (!fields.read(name)) {
        skip();
      }
    }
  }

  /** An array of texts. */
  default List<String> texts() throws DamagedModelException {
    List<String> texts = new ArrayList<>();
    array(() -> texts.add(text()));
    return texts;
  }

  /** A whole number in a text, as XGBoost writes settings. */
  default int count() throws DamagedModelException {
    String text = text();
    unless(
        text.matches("[0-9]{1,9}"),
        "it has " + Echo.quoted(text) + " where a whole number is expected");
    return Integer.parseInt(text);
  }
}
