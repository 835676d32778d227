package io.retort.core.data;

import io.retort.core.network.Tokens;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A column of a table, and how its cells become values of a sample's input: plain data that is
 * saved with every model, so that rows are later prepared as those that the model has learned from,
 * and matched to them by name.
 */
public sealed interface InputColumn {

  /**
   * The column's name.
   *
   * @return as in the table's header
   */
  String name();

  /**
   * The values that a cell becomes.
   *
   * @return a name for each, at least one
   */
  List<String> values();

  /**
   * How many values a cell becomes.
   *
   * @return the number of {@link #values}
   */
  int width();

  /**
   * Calls the function that is for this kind of column, so that what forgets one does not compile.
   *
   * @param numbers for {@link Numeric}
   * @param categories for {@link Categorical}
   * @param texts for {@link Text}
   * @param <R> what they return
   * @return what that returns
   */
  <R> R match(
      Function<Numeric, R> numbers, Function<Categorical, R> categories, Function<Text, R> texts);

  /**
   * Numbers.
   *
   * @param name the column's name
   * @param scaling what brings a number to the input's scale
   * @param fill what a missing number is taken for, in the units of the table
   */
  record Numeric(String name, Standardization scaling, double fill) implements InputColumn {

    @Override
    public List<String> values() {
      return List.of(name);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public <R> R match(
        Function<Numeric, R> numbers,
        Function<Categorical, R> categories,
        Function<Text, R> texts) {
      return numbers.apply(this);
    }

    /**
     * The value that a number becomes.
     *
     * @param number in the units of the table
     * @return in the input's scale
     */
    public float value(double number) {
      return (float) scaling.apply(number);
    }
  }

  /**
   * Categories, each of which has a value that is 1 in rows of this category and 0 in others.
   *
   * @param name the column's name
   * @param categories the categories in the order of their values
   * @param fill the category that a missing one is taken for
   * @param unknown what becomes of a category that is none of these
   */
  record Categorical(String name, List<String> categories, String fill, UnknownCategory unknown)
      implements InputColumn {

    public Categorical {
      categories = List.copyOf(categories);
      if (!categories.contains(fill)) {
        throw new IllegalArgumentException(
            "'" + fill + "' is none of the categories of '" + name + "'");
      }
    }

    @Override
    public List<String> values() {
      List<String> values =
          new ArrayList<>(categories.stream().map(category -> name + "=" + category).toList());
      if (unknown == UnknownCategory.OWN) {
        values.add(name + " unknown");
      }
      return List.copyOf(values);
    }

    @Override
    public <R> R match(
        Function<Numeric, R> numbers,
        Function<Categorical, R> categories,
        Function<Text, R> texts) {
      return categories.apply(this);
    }

    @Override
    public int width() {
      return categories.size() + (unknown == UnknownCategory.OWN ? 1 : 0);
    }
  }

  /**
   * Texts, each of which becomes the numbers of its first tokens, and {@link Tokens#NONE} after
   * them.
   *
   * @param name the column's name
   * @param tokenizer what splits them
   * @param vocabulary how many different tokens there are; empty if that has not been saved
   * @param length how many values a text becomes
   */
  record Text(String name, SavedTokenizer tokenizer, OptionalInt vocabulary, int length)
      implements InputColumn {

    /**
     * Texts that a tokenizer splits.
     *
     * @param name the column's name
     * @param tokenizer the tokenizer
     * @param length how many values a text becomes
     * @return the column
     */
    public static Text of(String name, Tokenizer tokenizer, int length) {
      return new Text(name, tokenizer.saved(), OptionalInt.of(tokenizer.vocabulary()), length);
    }

    @Override
    public List<String> values() {
      return IntStream.rangeClosed(1, length).mapToObj(i -> name + ", token " + i).toList();
    }

    @Override
    public int width() {
      return length;
    }

    @Override
    public <R> R match(
        Function<Numeric, R> numbers,
        Function<Categorical, R> categories,
        Function<Text, R> texts) {
      return texts.apply(this);
    }

    /**
     * Writes what a text becomes.
     *
     * @param tokens its tokens, at most as many as values
     * @param values receives them
     * @param offset where the first one goes
     */
    public void write(int[] tokens, float[] values, int offset) {
      for (int i = 0; i < length; i++) {
        values[offset + i] = i < tokens.length ? tokens[i] : Tokens.NONE;
      }
    }
  }
}
